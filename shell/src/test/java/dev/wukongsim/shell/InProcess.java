package dev.wukongsim.shell;

import dev.wukongsim.redis.RedisStores;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.tool.Draft;
import dev.wukongsim.shell.line.LineRunner;
import dev.wukongsim.shell.line.StandardStreams;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The whole shell with its wiring in this JVM, its streams in memory and its data in a folder. */
final class InProcess implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a command left behind. */
    record Outcome(int exitCode, String out, String err) {}

    private static final class Streams {

        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();

        @Bean
        @Primary
        StandardStreams streamsInMemory(@Value("${input:}") String input) {
            return new StandardStreams(
                    new BufferedReader(new StringReader(input)),
                    new PrintWriter(out, true),
                    new PrintWriter(err, true));
        }
    }

    private final EmbeddedRedis redis;
    private final ConfigurableApplicationContext context;

    private InProcess(EmbeddedRedis redis, ConfigurableApplicationContext context) {
        this.redis = redis;
        this.context = context;
    }

    static InProcess over(Path folder, String... properties) {
        return over(folder, Streams.class, properties);
    }

    /** The same, with other parts in place of some. */
    static InProcess over(Path folder, Class<?> parts, String... properties) {
        return new InProcess(
                redisOf(folder),
                new SpringApplicationBuilder(ShellConfiguration.class, Streams.class, parts)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .lazyInitialization(true)
                        .properties("spring.config.name=wukong", "wukong.home=" + folder.resolve(".wukong"))
                        .properties(properties)
                        .run());
    }

    Outcome run(String... words) {
        Streams streams = context.getBean(Streams.class);
        streams.out.getBuffer().setLength(0);
        streams.err.getBuffer().setLength(0);
        int exitCode = context.getBean(LineRunner.class).run(List.of(words));
        return new Outcome(exitCode, streams.out.toString(), streams.err.toString());
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Also waits for the end of the server, so that the folder can be deleted. */
    @Override
    public void close() {
        context.close();
        redis.closeAndWait(PATIENCE);
    }

    /** The office of a task as it stands in the Redis of a folder. */
    static String office(Path folder, String task) {
        EmbeddedRedis server = redisOf(folder);
        try (RedisStores stores = RedisStores.connect(server.uri(), "wukong")) {
            return stores.journal().latest("office:" + task).map(Draft::content).orElse("");
        } finally {
            server.closeAndWait(PATIENCE);
        }
    }

    static EmbeddedRedis redisOf(Path folder) {
        return EmbeddedRedis.open(folder.resolve(".wukong/redis"));
    }
}
