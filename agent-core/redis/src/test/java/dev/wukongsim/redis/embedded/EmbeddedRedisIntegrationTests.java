package dev.wukongsim.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wukongsim.redis.RedisUnavailableException;
import dev.wukongsim.redis.embedded.ServerProbe.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedRedisIntegrationTests {

    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @AfterEach
    void leavesNoServer() throws IOException {
        DataFolder data = DataFolder.at(folder);
        assertThat(Patience.await(Duration.ofSeconds(5), () -> servers(data).isEmpty()))
                .as("the server in %s ends", folder)
                .isTrue();
    }

    @Test
    void sharesOneServerUntilTheLastHasClosedIt() {
        EmbeddedRedis first = EmbeddedRedis.open(folder);
        EmbeddedRedis second = EmbeddedRedis.open(folder);

        boolean endedByFirst = first.closeAndWait(Duration.ofMillis(50));
        Answer afterFirst = probe(second).ping();
        boolean endedBySecond = second.closeAndWait(SOON);

        assertThat(second.uri()).isEqualTo(first.uri());
        assertThat(endedByFirst).isFalse();
        assertThat(afterFirst).isEqualTo(Answer.READY);
        assertThat(endedBySecond).isTrue();
        assertThat(probe(second).ping()).isEqualTo(Answer.NOBODY);
    }

    @Test
    void startsAgainRightAfterTheLastHasClosedIt() {
        for (int i = 0; i < 10; i++) {
            try (EmbeddedRedis redis = EmbeddedRedis.open(folder)) {
                assertThat(probe(redis).ping()).isEqualTo(Answer.READY);
            }
        }
    }

    @Test
    void startsOneServerForManyThatOpenAtOnce() throws Exception {
        Callable<EmbeddedRedis> open = () -> EmbeddedRedis.open(folder);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<EmbeddedRedis> opened = threads
                    .invokeAll(Stream.generate(() -> open).limit(16).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(opened.stream().map(EmbeddedRedis::uri).distinct()).hasSize(1);
            opened.forEach(EmbeddedRedis::close);
        }
    }

    @Test
    void isNotHeldByTheProgramsThatItsUsersStart() throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.open(folder);
        Process waitsForInput = new ProcessBuilder("cat").start();

        boolean ended = redis.closeAndWait(SOON);

        assertThat(waitsForInput.isAlive()).isTrue();
        assertThat(ended).isTrue();
        waitsForInput.destroyForcibly();
    }

    @Test
    void endsWhenTheOnlyProcessIsKilled() throws IOException {
        try (HolderProcess holder = HolderProcess.start(folder)) {
            ServerConfiguration server = onlyServer();

            holder.kill();

            assertThat(Patience.await(SOON, () -> !RedisProcess.listening(server.port())))
                    .isTrue();
        }
    }

    @Test
    void staysForTheOtherProcessWhenTheFirstIsKilled() throws IOException {
        try (HolderProcess first = HolderProcess.start(folder);
                HolderProcess second = HolderProcess.start(folder)) {
            ServerConfiguration server = onlyServer();

            first.kill();
            EmbeddedRedis third = EmbeddedRedis.open(folder);
            third.close();

            assertThat(third.uri()).isEqualTo(server.uri());
            assertThat(new ServerProbe(server).ping()).isEqualTo(Answer.READY);
            second.kill();
            assertThat(Patience.await(SOON, () -> !RedisProcess.listening(server.port())))
                    .isTrue();
        }
    }

    @Test
    void takesOverFromAServerWhoseSupervisorIsKilled() throws IOException {
        EmbeddedRedis orphaned = EmbeddedRedis.open(folder);
        supervisors().toList().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });

        try (EmbeddedRedis next = EmbeddedRedis.open(folder)) {
            assertThat(probe(orphaned).ping()).isEqualTo(Answer.NOBODY);
            assertThat(probe(next).ping()).isEqualTo(Answer.READY);
        }
        orphaned.close();
    }

    @ParameterizedTest
    @MethodSource
    void clearsWhatAPowerCutHasLeft(long numberOfTheOldSupervisor) throws IOException {
        Path left = DataFolder.at(folder).newServer();
        ServerConfiguration.random().write(left, DataFolder.at(folder));
        Files.writeString(left.resolve("supervisor.pid"), numberOfTheOldSupervisor + "\n");
        Files.writeString(left.resolve("lifeline"), "");

        try (EmbeddedRedis redis = EmbeddedRedis.open(folder)) {
            assertThat(probe(redis).ping()).isEqualTo(Answer.READY);
            assertThat(left).doesNotExist();
        }
    }

    /** One that no process has any more, and one that another process has by now. */
    static LongStream clearsWhatAPowerCutHasLeft() {
        return LongStream.of(4_194_304, ProcessHandle.current().pid());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isOutOfReachOfTheTerminal() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.open(folder)) {
            List<String> sessions = supervisors()
                    .map(process -> session(process.pid()))
                    .distinct()
                    .toList();

            assertThat(probe(redis).ping()).isEqualTo(Answer.READY);
            assertThat(sessions)
                    .hasSize(1)
                    .doesNotContain(session(ProcessHandle.current().pid()));
        }
    }

    @Test
    void keepsThePasswordToItself() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.open(folder)) {
            String password = onlyServer().password();

            assertThat(password).hasSize(64);
            assertThat(redis).hasToString(redis.uri().replace(":" + password + "@", ""));
            assertThat(onlyServer().toString()).doesNotContain(password);
            assertThat(Files.readString(DataFolder.at(folder).log())).doesNotContain(password);
            assertThat(supervisors().map(process -> process.info().toString()))
                    .noneMatch(line -> line.contains(password));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            DataFolder.at(folder).serverFolders().getFirst().resolve("redis.conf"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void worksInAFolderWithAnAwkwardName() {
        try (EmbeddedRedis redis = EmbeddedRedis.open(folder.resolve("a \"b\" 'c' $d \\e"))) {
            assertThat(probe(redis).ping()).isEqualTo(Answer.READY);
            redis.closeAndWait(SOON);
        }
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(() -> EmbeddedRedis.open(file.resolve("data")))
                .withMessageStartingWith(
                        "Data folder '" + file.resolve("data") + "' of the embedded Redis must be a folder")
                .withMessageContaining("set WUKONG_REDIS");
    }

    @Test
    void saysWhyTheServerDoesNotStart() throws IOException {
        EmbeddedRedis.open(folder).closeAndWait(SOON);
        Path data = Files.createDirectories(folder.resolve("appendonlydir"));
        Files.writeString(data.resolve("appendonly.aof.manifest"), "no manifest\n");

        assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(() -> EmbeddedRedis.open(folder))
                .withMessageContaining("does not start (")
                .withMessageContaining("AOF manifest")
                .withMessageContaining("redis.log");
    }

    @Test
    void saysThatThereIsNoEmbeddedRedisForWindows() {
        assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(() -> EmbeddedRedis.open(folder, new Platform("Windows 11", "amd64"), Map.of()))
                .withMessage("Embedded Redis runs on Linux and macOS, this is 'Windows 11'; set WUKONG_REDIS to the URL"
                        + " of a Redis");
    }

    private ServerConfiguration onlyServer() throws IOException {
        List<Path> servers = DataFolder.at(folder).serverFolders();
        assertThat(servers).hasSize(1);
        return ServerConfiguration.read(servers.getFirst());
    }

    /** The supervisor and its helper; not the server. */
    private Stream<ProcessHandle> supervisors() throws IOException {
        Path pid = DataFolder.at(folder).serverFolders().getFirst().resolve("supervisor.pid");
        ProcessHandle supervisor =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        return Stream.concat(Stream.of(supervisor), supervisor.descendants())
                .filter(process -> !process.info().command().orElse("").contains("redis-server"));
    }

    private static String session(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat"))
                    .split("\\) ", 2)[1]
                    .split(" ", 5)[3];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> servers(DataFolder data) {
        try {
            return data.serverFolders();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerProbe probe(EmbeddedRedis redis) {
        String[] parts = redis.uri().split("[:@]", -1);
        return new ServerProbe(new ServerConfiguration(Integer.parseInt(parts[4]), parts[2]));
    }
}
