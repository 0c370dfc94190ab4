package dev.wukongsim.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a run asks of a model, and whatever comes of it, is in the books: once, and as the endpoint counted it. */
@Timeout(60)
class MeteredRunIntegrationTests {

    private static final Agent CLERK =
            Agent.named("clerk").withInstructions("You look after leave.").withTools("leave.*");
    private static final String CUT = "{\"choices\":[{\"delta\":{\"reasoning_content\":\"let me see\"},\"index\":0}]}";
    private static final String SHORT = "{\"choices\":[{\"delta\":{\"content\":\"Li Na has\"},\"index\":0}]}";

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final InMemoryJournal journal = new InMemoryJournal(ledger, new InMemoryMemoryStore());
    private final QwenTokenCounter counter = new QwenTokenCounter();

    /** A crash of the process: nobody catches it, and nothing is put in order after it. */
    private static final class Crash extends Error {

        private static final long serialVersionUID = 1;

        Crash() {
            super("the power failed");
        }
    }

    @Test
    void chargesEachAttemptOfARunOnceAsTheEndpointCounted() {
        try (MockQwen mock = serve(
                Turn.call("leave.days", "{\"arg0\": \"li.na\"}").thinking("I look it up."), Turn.say("Five days."))) {
            stubInTurn(mock, rateLimit(), cut(CUT, SHORT));

            RunResult result = runner(client(mock)).run(task(CLERK));

            assertThat(result.answer()).contains("Five days.");
            List<Usage> charged = charged();
            assertThat(charged).hasSize(4);
            assertThat(charged.get(0)).isEqualTo(Usage.NONE);
            assertThat(charged.get(1))
                    .isEqualTo(new Usage(
                            ServedUsage.of(mock).getFirst().input(),
                            0,
                            0,
                            counter.count("let me see") + counter.count("Li Na has"),
                            counter.count("let me see"),
                            1,
                            true));
            assertThat(charged.subList(2, 4)).isEqualTo(ServedUsage.of(mock));
            assertBooksAndResultAgree(result);
        }
    }

    @Test
    void chargesPlansStepsAndAnswerOfAPlanner() {
        try (MockQwen mock = serve(
                Turn.say("[\"Look up the days\", \"Write them down\"]"),
                Turn.call("leave.days", "{\"arg0\": \"li.na\"}"),
                Turn.say("It is five."),
                Turn.say("Noted."),
                Turn.say("Li Na has five days."))) {
            stubInTurn(mock, cut(SHORT));

            RunResult result = runner(client(mock)).run(task(CLERK.withPlanner("plan-and-execute")));

            assertThat(result.answer()).contains("Li Na has five days.");
            assertThat(charged().subList(1, 6)).hasSize(5).isEqualTo(ServedUsage.of(mock));
            assertThat(charged().getFirst().output()).isEqualTo(counter.count("Li Na has"));
            assertBooksAndResultAgree(result);
        }
    }

    @Test
    void chargesTheLastCallFromTheReserveAsAnyOther() {
        try (MockQwen mock =
                serve(Turn.call("leave.days", "{\"arg0\": \"li.na\"}"), Turn.say("The days are looked up."))) {
            Task poor = task(CLERK).withBudget(1_200).withShortage(new Shortage.Ladder(900L));

            RunResult result = runner(client(mock)).run(poor);

            assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
            assertThat(result.answer()).contains("The days are looked up.");
            assertThat(charged()).hasSize(2).isEqualTo(ServedUsage.of(mock));
            assertBooksAndResultAgree(result);
        }
    }

    @Test
    void endsTheAttemptOfARunThatDiedBeforeItMakesAnother() {
        try (MockQwen mock = serve(Turn.say("Five days."))) {
            List<ModelReply> lost = new ArrayList<>();
            ModelClient dying = (request, listener) -> {
                lost.add(client(mock).call(request, listener));
                throw new Crash();
            };
            assertThatThrownBy(() -> runner(dying).run(task(CLERK))).isInstanceOf(Crash.class);
            assertThat(ledger.account("task:t-1").orElseThrow().held()).isPositive();

            RunResult result = runner(client(mock)).run(task(CLERK));

            assertThat(result.answer()).contains("Five days.");
            Charged dead = attempts().getFirst();
            assertThat(ledger.reservation(dead.reservation())
                            .orElseThrow()
                            .granted()
                            .tokens())
                    .isEqualTo(dead.usage().total());
            assertThat(attempts().get(1).reservation()).isNotEqualTo(dead.reservation());
            assertThat(ledger.account("task:t-1").map(Account::held)).contains(0L);

            assertThat(ledger.settle(dead.reservation(), lost.getFirst().usage())
                            .settlement())
                    .isEqualTo(Settlement.ADJUSTED);
            assertThat(ledger.account("task:t-1").orElseThrow().spent())
                    .isEqualTo(ServedUsage.of(mock).stream()
                            .mapToLong(Usage::total)
                            .sum());
        }
    }

    /** Every attempt has a reservation of its own, nothing is held any more, and the result tells the same sum. */
    private void assertBooksAndResultAgree(RunResult result) {
        assertThat(attempts()).extracting(Charged::reservation).doesNotHaveDuplicates();
        Account account = ledger.account("task:t-1").orElseThrow();
        assertThat(account.held()).isZero();
        assertThat(account.spent())
                .isEqualTo(charged().stream().mapToLong(Usage::total).sum())
                .isEqualTo(result.usage().total());
    }

    private List<Charged> attempts() {
        return ledger.entries(0, 1_000).stream()
                .filter(Charged.class::isInstance)
                .map(Charged.class::cast)
                .toList();
    }

    private List<Usage> charged() {
        return attempts().stream().map(Charged::usage).toList();
    }

    private AgentRunner runner(ModelClient model) {
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(AnnotatedTools.of(new Leave())))
                .ledger(ledger)
                .journal(journal)
                .counter(counter)
                .timer(new VirtualTimer(Instant.parse("2026-11-24T09:00:00Z")))
                .build();
    }

    private static Task task(Agent agent) {
        return Task.of("t-1", agent, "How many days of leave has Li Na?", "li.na", 50_000);
    }

    private QwenClient client(MockQwen mock) {
        return new QwenClient(new Endpoint(mock.baseUrl(), "sk-test", Duration.ofSeconds(30)), counter);
    }

    private static MockQwen serve(Turn... turns) {
        return MockQwen.start(0, Replies.of(turns), 42);
    }

    /** Answer the first requests with these, one each, and the others from the replies. */
    private static void stubInTurn(MockQwen mock, ResponseDefinitionBuilder... responses) {
        String state = Scenario.STARTED;
        for (int i = 0; i < responses.length; i++) {
            String next = "after " + (i + 1);
            mock.wireMock()
                    .stubFor(post("/v1/chat/completions")
                            .inScenario("trouble")
                            .whenScenarioStateIs(state)
                            .willReturn(responses[i])
                            .willSetStateTo(next));
            state = next;
        }
    }

    private static ResponseDefinitionBuilder rateLimit() {
        return jsonResponse(
                "{\"error\":{\"message\":\"Requests rate limit exceeded.\",\"code\":\"limit_requests\"}}", 429);
    }

    /** A stream that ends without a finish reason. */
    private static ResponseDefinitionBuilder cut(String... events) {
        return aResponse()
                .withHeader("Content-Type", "text/event-stream")
                .withBody("data: " + String.join("\n\ndata: ", events) + "\n\n");
    }
}
