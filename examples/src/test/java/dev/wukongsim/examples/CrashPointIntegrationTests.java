package dev.wukongsim.examples;

import dev.wukongsim.redis.RedisStores;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.testkit.crash.CrashPoint;
import dev.wukongsim.testkit.crash.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An example with a process that dies, once at every point of every step, over a real Redis. */
class CrashPointIntegrationTests {

    private static final Stage EXPENSES = Stage.of("expense-approval");

    private static EmbeddedRedis redis;

    @BeforeAll
    static void start(@TempDir Path folder) {
        redis = EmbeddedRedis.open(folder);
    }

    @AfterAll
    static void end() {
        EXPENSES.close();
        redis.closeAndWait(Duration.ofSeconds(5));
    }

    @TestFactory
    Stream<DynamicTest> expensesThatAPersonAgreesToLater() {
        Task task = EXPENSES.task(Map.of()).withConfirmed(List.of());
        CrashStory story = new CrashStory(EXPENSES, task, CrashStory.program(EXPENSES, task));
        return story.points().stream()
                .map(point -> DynamicTest.dynamicTest(point.toString(), () -> dieAt(point, story)));
    }

    /** Each point has a tenant of its own. */
    private static void dieAt(CrashPoint point, CrashStory story) {
        String tenant = "step-" + point.step() + "." + point.moment();
        try (RedisStores stores = RedisStores.connect(redis.uri(), tenant)) {
            story.dieAt(point, 1, new Stores(stores.ledger(), stores.memory(), stores.journal()));
        }
    }
}
