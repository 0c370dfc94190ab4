package dev.wukongsim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.qwen.wire.Timeouts;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Limits;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.simulator.endpoint.Pace;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each fault, streamed or not, with tools or not, once or always, ends a run as the table says: how the attempts failed, why
 * the run stopped, and what the books say of the first attempt. The table is the documentation.
 */
@Timeout(60)
class FaultMatrixIntegrationTests {

    private static final Duration SHORT = Duration.ofMillis(150);
    /** Slow enough for a client to have begun to read when the connection is cut; else it may never see what was sent. */
    private static final Pace VISIBLE = new Pace(Duration.ofMillis(5), 200);

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final TranscriptRecorder recorder = TranscriptRecorder.inMemory(() -> Instant.EPOCH);
    private final QwenTokenCounter counter = new QwenTokenCounter();

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @CsvFileSource(resources = "fault-matrix.csv", useHeadersInDisplayName = true)
    void endsAsTheTableSays(
            String fault, String answer, String tools, String when, String failures, String stopReason, String charge)
            throws IOException {
        try (MockQwen mock = MockQwen.builder(replies(tools.equals("tools")))
                .faults(Faults.read(file(fault, when), 1))
                .pace(fault.startsWith("cut") ? VISIBLE : Pace.unlimited())
                .start()) {
            RunResult result = runner(mock, answer.equals("streamed"), fault.startsWith("stall") ? SHORT : LONG)
                    .run(task());

            assertThat(List.of(failures(), result.stopReason().name().toLowerCase(Locale.ROOT), charge()))
                    .isEqualTo(List.of(failures, stopReason, charge));
            assertBooksAreClosed(result);
        }
    }

    private Path file(String fault, String when) throws IOException {
        String guard = when.equals("once") ? ", when: { nth: 1 }" : "";
        return Files.writeString(
                folder.resolve("faults.yaml"), "kind: Faults\nfaults:\n  - { fault: " + fault + guard + " }\n");
    }

    /** What the attempts failed of, one word each; {@code none} if none did. */
    private String failures() {
        String kinds = recorder.transcript().events(RunEvent.ModelFailed.class).stream()
                .map(failed -> failed.kind().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return kinds.isEmpty() ? "none" : kinds;
    }

    /** What the first attempt was charged with. */
    private String charge() {
        Usage usage = charged().getFirst();
        if (usage.equals(Usage.NONE)) {
            return "nothing";
        }
        if (!usage.estimated()) {
            return "reported";
        }
        return usage.output() == 0 ? "input" : "arrived";
    }

    private List<Usage> charged() {
        return ledger.entries(0, 1_000).stream()
                .filter(Charged.class::isInstance)
                .map(entry -> ((Charged) entry).usage())
                .toList();
    }

    private void assertBooksAreClosed(RunResult result) {
        Account account = ledger.account("task:t-1").orElseThrow();
        assertThat(account.held()).isZero();
        assertThat(account.spent())
                .isEqualTo(charged().stream().mapToLong(Usage::total).sum())
                .isEqualTo(result.usage().total());
    }

    /** Says something to however many turns a run takes. */
    private static Replies replies(boolean tools) {
        Turn first = tools
                ? Turn.call("leave.days", "{\"arg0\": \"li.na\"}").thinking("I look it up.")
                : Turn.say("Li Na has five days, as far as I know.");
        Turn then = Turn.say("Li Na has five days.");
        return Replies.of(first, then, then, then);
    }

    private AgentRunner runner(MockQwen mock, boolean streamed, Duration silence) {
        Timeouts timeouts = new Timeouts(LONG, silence, silence, LONG);
        Endpoint endpoint = new Endpoint(mock.baseUrl(), "sk-test", timeouts).streamed(streamed);
        return AgentRunner.builder(new QwenClient(endpoint, counter))
                .tools(ToolRegistry.of(AnnotatedTools.of(new Leave())))
                .ledger(ledger)
                .counter(counter)
                .listener(recorder)
                .timer(new VirtualTimer(Instant.parse("2026-11-24T09:00:00Z")))
                .build();
    }

    private static Task task() {
        Agent clerk = Agent.named("clerk")
                .withInstructions("You look after leave.")
                .withTools("leave.*")
                .withLimits(new Limits(4, 500, 2, Duration.ofMinutes(5), Duration.ofDays(3)));
        return Task.of("t-1", clerk, "How many days of leave has Li Na?", "li.na", 50_000);
    }
}
