package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.durable.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random programs, whose workers die and are overtaken at random, over one Redis; afterwards everything is as if nothing had
 * happened. It goes on for {@code -Dsoak.seconds}, 5 by default, and begins with {@code -Dsoak.seed}. A failure tells the
 * seed of its batch: programs and fates are the same again, while the order of the threads may differ.
 */
class SoakIntegrationTests {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.seconds", 5));
    private static final long SEED = Long.getLong("soak.seed", 20_261_127);
    private static final int BATCHES_UNTIL_NOTICED = 60;

    private static TestRedis redis;

    @BeforeAll
    static void start(@TempDir Path folder) {
        redis = new TestRedis(folder);
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    @Test
    void everythingIsAsIfNoWorkerHadDied() {
        long end = System.nanoTime() + LENGTH.toNanos();
        long seed = SEED;
        try (RedisLink link = redis.link()) {
            do {
                run(link, seed++);
            } while (System.nanoTime() < end);
        }
    }

    /** A mistake in the journal that the check must notice. */
    enum Mistake {
        OVERTAKEN_RUNS_WRITE_ON("if current ~= epoch then", "if false then"),
        DOCUMENTS_ARE_OVERWRITTEN("if tonumber(drafts[i]) ~= present + 1 then", "if false then"),
        RESULTS_GET_LOST(
                "redis.call('HSET', keys[ROWS], sequence, row)",
                "if sequence ~= '7' then redis.call('HSET', keys[ROWS], sequence, row) end"),
        WAITS_STAY_OPEN("redis.call('HDEL', keys[WAITS], id)", "redis.call('HGET', keys[WAITS], id)"),
        THE_LAST_WORD_COUNTS("return { 'EARLIER', earlier }", "local ignored = earlier");

        private final String right;
        private final String wrong;

        Mistake(String right, String wrong) {
            this.right = right;
            this.wrong = wrong;
        }

        FunctionLibrary library() {
            String sound = FunctionLibrary.body();
            assertThat(sound).as("journal.lua says so once").containsOnlyOnce(right);
            return FunctionLibrary.of(sound.replace(right, wrong));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noticesTheMistake(Mistake mistake) {
        try (RedisLink mistaken = redis.link(mistake.library())) {
            assertThatThrownBy(() -> {
                        for (int batch = 0; batch < BATCHES_UNTIL_NOTICED; batch++) {
                            run(mistaken, SEED + batch);
                        }
                    })
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("-Dsoak.seed=");
        }
    }

    private static void run(RedisLink link, long seed) {
        Journal journal = new RedisJournal(link, redis.tenant(), InstantSource.system());
        try {
            new SoakBatch(journal, seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("-Dsoak.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
