package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.redis.embedded.RedisProcess;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.Draft;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisClusterIntegrationTests {

    private static final List<RedisProcess> NODES = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) {
        List.of("0 5460", "5461 10922", "10923 16383").forEach(slots -> {
            int port = RedisProcess.freePort();
            RedisProcess node = RedisProcess.start(
                    folder,
                    port,
                    "--cluster-enabled",
                    "yes",
                    "--cluster-config-file",
                    "nodes-" + port + ".conf",
                    "--cluster-port",
                    String.valueOf(RedisProcess.freePort()));
            node.ask("CLUSTER ADDSLOTSRANGE " + slots);
            NODES.add(node);
        });
        meet();
        NODES.forEach(node -> node.awaitAnswer("CLUSTER INFO", "cluster_state:ok"));
    }

    private static void meet() {
        RedisProcess first = NODES.getFirst();
        for (RedisProcess node : NODES) {
            String busPort =
                    node.ask("CONFIG GET cluster-port").lines().toList().get(4);
            first.ask("CLUSTER MEET 127.0.0.1 " + node.port() + " " + busPort);
        }
    }

    @AfterAll
    static void end() {
        NODES.forEach(RedisProcess::close);
    }

    /** Tenants whose slots lie on the first, the second and the third node. */
    @ParameterizedTest
    @ValueSource(strings = {"c", "b", "a"})
    void keepsEverythingOfATenantOnOneNode(String tenant) {
        JournalRow row = JournalRow.intent(1, "model", "hash", 1, 1, Instant.EPOCH);
        List<ChatMessage> messages = List.of(UserMessage.from("hello"), UserMessage.from("again"));

        try (RedisStores stores = RedisStores.connect(NODES.getFirst().uri(), tenant)) {
            stores.ledger().open("task", 100);
            stores.ledger().open("org", 100);
            stores.ledger().reserve("r", List.of("task", "org"), 40, 1, Duration.ofMinutes(1));
            stores.ledger().settle("r", Usage.of(20, 10));
            stores.ledger().topUp("org", 1, "more work");
            stores.memory().append("s-1", 0, messages);
            stores.journal().claim("t-1");
            stores.journal().begin("t-1", row, null);
            Effects effects = Effects.none()
                    .appending(new Effects.Append("s-2", 0, messages))
                    .keeping(List.of(new Draft("office", 1, "{}")));
            stores.journal().commit("t-1", row.done("1", Instant.EPOCH), effects);
            stores.journal().signal("t-1", "go", "true");

            assertThat(stores.ledger().accounts())
                    .containsExactly(new Account("org", 101, 30, 0), new Account("task", 100, 30, 0));
            assertThat(stores.memory().read("s-1")).isEqualTo(messages);
            assertThat(stores.journal().rows("t-1")).containsExactly(row.done("1", Instant.EPOCH));
            assertThat(stores.journal().latest("office")).isPresent();
            assertThat(stores.journal().signal("t-1", "go")).contains("true");
        }
        assertThat(NODES)
                .filteredOn(node -> !node.ask("DBSIZE").startsWith(":0"))
                .isNotEmpty();
    }
}
