package dev.wukongsim.runtime.agent;

import static dev.wukongsim.runtime.agent.ScriptedModel.breaksOff;
import static dev.wukongsim.runtime.agent.ScriptedModel.calls;
import static dev.wukongsim.runtime.agent.ScriptedModel.fails;
import static dev.wukongsim.runtime.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a task does on its way from plenty to nothing, and how it goes on. */
class LadderTests {

    private static final String SUM_UP = """
            The token budget of this task is used up. This is the last call, and there are no tools any more. Sum up in a \
            few sentences what is done, what is still open, and what is needed to finish it. Do not say that the task is \
            done.""";

    private static final long BUDGET = 10_000;
    private static final long RESERVE = 1_000;
    private static final Usage HALF = Usage.of(5_000, 0);
    private static final Usage MOST = Usage.of(3_700, 100);
    private static final Usage LITTLE = Usage.of(300, 20);

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final InMemoryMemoryStore memory = new InMemoryMemoryStore();
    private final InMemoryJournal journal = new InMemoryJournal(ledger, memory);
    private final AgentRunnerTests.Mailbox mailbox = new AgentRunnerTests.Mailbox();
    private AgentRunnerTests.JumpingTimer timer = new AgentRunnerTests.JumpingTimer();
    private TranscriptRecorder recorder = TranscriptRecorder.inMemory(timer::now);
    private PriceList prices = PriceList.unpriced();

    @Test
    void tellsTheModelWhatIsLeftOnceForEachRungAndRemembersNothingOfIt() {
        ScriptedModel model = new ScriptedModel(
                sends("one", HALF),
                sends("two", Usage.of(1_000, 0)),
                sends("three", Usage.of(2_000, 0)),
                says("Done."));

        RunResult result = run(model, task());

        assertThat(result.completed()).isTrue();
        assertThat(model.requests().stream().map(LadderTests::instructions))
                .containsExactly(
                        "You look after mail.",
                        "You look after mail.\n\nToken budget: 4,000 of 10,000 tokens are left, less than the last call took.",
                        "You look after mail.\n\nToken budget: 4,000 of 10,000 tokens are left, less than the last call took.",
                        "You look after mail.\n\nToken budget: 1,000 of 10,000 tokens are left, less than the last call took."
                                + " Start nothing new: finish with what you have, in as few calls as you can.");
        assertThat(memory.read("task:t-1").toString()).doesNotContain("Token budget");
    }

    @Test
    void tellsAnAgentWithoutInstructionsToo() {
        ScriptedModel model = new ScriptedModel(sends("one", HALF), says("Done."));

        run(model, task().withAgent(agent().withInstructions("")));

        assertThat(model.requests().getFirst().messages()).hasSize(1);
        assertThat(instructions(model.requests().getLast())).startsWith("Token budget: 4,000 of 10,000");
    }

    @Test
    void i10KeepsItsReserveForTheLastCallFromBeforeTheFirstOneOn() {
        List<Long> kept = new ArrayList<>();
        ScriptedModel model = new ScriptedModel(
                () -> keeping(kept, sends("one", HALF)),
                () -> keeping(kept, sends("two", MOST)),
                says("Half done.", LITTLE));

        RunResult result = run(model, task());

        assertThat(kept).containsExactly(RESERVE, RESERVE);
        assertThat(result.budget().held()).isZero();
    }

    /** Note what is held for the last call while this one is under way. */
    private ModelReply keeping(List<Long> kept, ScriptedModel.Turn turn) {
        kept.add(ledger.reservation("t-1:reserve")
                .filter(reservation -> reservation.state().holds())
                .orElseThrow()
                .granted()
                .tokens());
        return turn.reply();
    }

    @Test
    void sumsUpInOneLastCallFromTheReserve() {
        ScriptedModel model = model(says("One letter is sent, one is open.", LITTLE));

        RunResult result = run(model, task());

        ChatRequest last = model.requests().getLast();
        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.answer()).contains("One letter is sent, one is open.");
        assertThat(result.message().orElseThrow())
                .isEqualTo(
                        "Account 'task:t-1' may use 10,000 tokens (level 1 of the path); 8,800 are spent, 1,000 are held"
                                + " and this call needs at least %s; top it up: wukong budget topup task:t-1 TOKENS --reason TEXT,"
                                        .formatted(needed(result))
                                + " then: wukong resume t-1");
        assertThat(last.toolSpecifications()).isNullOrEmpty();
        assertThat(last.messages()).endsWith(UserMessage.from(SUM_UP));
        assertThat(result.budget().held()).isZero();
        assertThat(result.budget().spent())
                .isEqualTo(9_120)
                .isEqualTo(result.usage().total());
        assertThat(asked()).endsWith(Purpose.ACT, Purpose.WRAPUP);
        assertThat(memory.read("task:t-1")).isEmpty();
    }

    @Test
    void doesNotCarryOutACallFromTheWrapUpAndNeverCallsItDone() {
        ScriptedModel model = model(calls("c9", "mail.send", "{\"text\":\"again\"}", LITTLE));

        RunResult result = run(model, task());

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.answer()).isEmpty();
        assertThat(mailbox.sent).containsExactly("one", "two");
    }

    @Test
    void keepsWhatThereIsWhenTheLastCallFails() {
        ScriptedModel model = model(fails(Kind.RATE, "slow down"));

        RunResult result = run(model, task());

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.budget()).extracting(Account::spent, Account::held).containsExactly(8_800L, 0L);
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    void goesOnWhereItStoppedAfterATopUp() {
        RunResult poor = run(model(says("Half done.", LITTLE)), task());
        ledger.topUp("task:t-1", 20_000, "go on");
        ScriptedModel rich = new ScriptedModel(sends("three", LITTLE), says("All done.", LITTLE));
        newTranscript();

        RunResult result = resume(rich, task());

        assertThat(poor.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.stopReason()).isEqualTo(StopReason.COMPLETED);
        assertThat(result.answer()).contains("All done.");
        assertThat(rich.requests()).hasSize(2);
        assertThat(mailbox.sent).containsExactly("one", "two", "three");
        assertThat(instructions(rich.requests().getFirst())).isEqualTo("You look after mail.");
        assertThat(rich.requests().getFirst().messages().toString()).doesNotContain("Half done.", SUM_UP);
        assertThat(result.usage().total())
                .isEqualTo(9_760)
                .isEqualTo(result.budget().spent());
        assertThat(result.budget()).extracting(Account::limit, Account::held).containsExactly(30_000L, 0L);
        assertThat(recorder.transcript().events(RunEvent.TaskResumed.class))
                .containsExactly(new RunEvent.TaskResumed(5, 1, 30_000));
    }

    @Test
    void pausesAgainWhenTheTopUpWasTooSmall() {
        run(model(says("Half done.", LITTLE)), task());
        ledger.topUp("task:t-1", 5_000, "a little");
        ScriptedModel model = new ScriptedModel(sends("three", Usage.of(4_700, 0)), says("Almost done.", LITTLE));

        RunResult again = resume(model, task());
        ledger.topUp("task:t-1", 20_000, "the rest");
        RunResult done = resume(new ScriptedModel(says("Done.", LITTLE)), task());

        assertThat(again.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(again.answer()).contains("Almost done.");
        assertThat(again.budget().held()).isZero();
        assertThat(done.completed()).isTrue();
        assertThat(mailbox.sent).containsExactly("one", "two", "three");
    }

    @Test
    void resumingWithoutATopUpPausesAgainAndPaysForNoSecondSummary() {
        run(model(says("Half done.", LITTLE)), task());

        RunResult again = resume(new ScriptedModel(says("Half done, as I said.", LITTLE)), task());

        assertThat(again.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(again.answer()).contains("Half done.");
        assertThat(again.budget()).extracting(Account::spent, Account::held).containsExactly(9_120L, 0L);
    }

    @Test
    void aPausedTaskThatIsOnlyRunAgainAsksNothing() {
        RunResult first = run(model(says("Half done.", LITTLE)), task());
        List<RunEvent> told = recorder.transcript().events().toList();
        newTranscript();

        RunResult again = run(new ScriptedModel(), task());

        assertThat(again).isEqualTo(first);
        assertThat(recorder.transcript().events()).containsExactlyElementsOf(told);
    }

    @Test
    void resumingATaskThatIsDoneAsksNothing() {
        run(new ScriptedModel(says("Done.")), task());

        assertThat(resume(new ScriptedModel(), task()).answer()).contains("Done.");
    }

    @Test
    void doesNotPayTwiceWhenItDiesAfterTheRefusal() {
        dies(
                model(),
                row -> row.name().equals("model")
                        && String.valueOf(row.result()).contains("refused"));

        RunResult result = run(new ScriptedModel(says("Half done.", LITTLE)), task());

        assertThat(result.answer()).contains("Half done.");
        assertThat(result.budget()).extracting(Account::spent, Account::held).containsExactly(9_120L, 0L);
        assertThat(mailbox.sent).containsExactly("one", "two");
    }

    @Test
    void doesNotPayTwiceWhenItDiesAfterTheWrapUp() {
        dies(model(says("Half done.", LITTLE)), row -> row.name().equals("wrapup") && row.result() != null);

        RunResult paused = run(new ScriptedModel(), task());
        ledger.topUp("task:t-1", 20_000, "go on");
        RunResult done = resume(new ScriptedModel(says("Done.", LITTLE)), task());

        assertThat(paused.answer()).contains("Half done.");
        assertThat(paused.budget()).extracting(Account::spent, Account::held).containsExactly(9_120L, 0L);
        assertThat(done.completed()).isTrue();
        assertThat(done.budget().spent()).isEqualTo(9_440);
    }

    @Test
    void chargesALastCallThatItDiedInInFull() {
        ScriptedModel model = model(() -> {
            throw new Death();
        });
        assertThatThrownBy(() -> run(model, task())).isInstanceOf(Death.class);

        RunResult result = run(new ScriptedModel(), task());

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.budget()).extracting(Account::spent, Account::held).containsExactly(8_800 + RESERVE, 0L);
    }

    @Test
    void takesUpTheReserveOfARunThatDied() {
        dies(new ScriptedModel(sends("one", HALF)), row -> row.name().equals("tool") && row.result() != null);
        long heldByTheDead = ledger.account("task:t-1").orElseThrow().held();

        RunResult result = run(new ScriptedModel(says("Done.")), task());

        assertThat(heldByTheDead).isEqualTo(RESERVE);
        assertThat(result.budget().held()).isZero();
        assertThat(mailbox.sent).containsExactly("one");
    }

    @Test
    void stopsHardAtAFrozenAccountAndGoesOnWhenItIsThawed() {
        ScriptedModel model = new ScriptedModel(() -> {
            ledger.freeze("task:t-1", "audit");
            return sends("one", LITTLE).reply();
        });
        RunResult frozen = run(model, task());
        ledger.thaw("task:t-1", "all is well");

        RunResult done = resume(new ScriptedModel(says("Done.")), task());

        assertThat(frozen.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(frozen.message().orElseThrow()).endsWith("it is frozen; thaw it, then: wukong resume t-1");
        assertThat(asked()).doesNotContain(Purpose.WRAPUP);
        assertThat(done.completed()).isTrue();
        assertThat(mailbox.sent).containsExactly("one");
    }

    @Test
    void waitsForWhatOthersHoldAndGoesOn() {
        ledger.open("department", 12_000);
        ledger.reserve("other", List.of("department"), 11_000, 11_000, Duration.ofHours(1));
        timer = new AgentRunnerTests.JumpingTimer() {
            @Override
            public void waitUntil(Instant time) {
                super.waitUntil(time);
                if (waited.size() == 2) {
                    ledger.release("other");
                }
            }
        };

        RunResult result = run(new ScriptedModel(says("Done.")), task().withFunding(List.of("department")));

        assertThat(result.completed()).isTrue();
        assertThat(timer.waited).hasSize(2);
    }

    @Test
    void waitsForOthersNoLongerThanAMinute() {
        ledger.open("department", 12_000);
        ledger.reserve("other", List.of("department"), 11_000, 11_000, Duration.ofHours(1));
        Instant began = timer.now();

        RunResult result = run(new ScriptedModel(), task().withFunding(List.of("department")));

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.message().orElseThrow())
                .contains("'department'", "calls of others hold the rest; wait for them");
        assertThat(Duration.between(began, timer.now())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void doesNotWaitForItsOwnReserve() {
        run(model(says("Half done.", LITTLE)), task());

        assertThat(timer.waited).isEmpty();
    }

    @Test
    void makesNoLastCallWhereTheReserveIsTooSmallForOne() {
        ScriptedModel model = new ScriptedModel(sends("one", HALF), sends("two", Usage.of(4_800, 0)));

        RunResult result = run(model, task().withShortage(new Shortage.Ladder(70L)));

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.answer()).isEmpty();
        assertThat(result.budget().held()).isZero();
        assertThat(recorder.transcript()
                        .events(RunEvent.BudgetRefused.class)
                        .getLast()
                        .reason())
                .contains("reserve of task 't-1' for its last call, 70 tokens");
    }

    @Test
    void asksAgainForAnAnswerThatBrokeOff() {
        ScriptedModel poor =
                new ScriptedModel(sends("one", MOST), sends("two", HALF), breaksOff("The fir"), says("Half."));
        RunResult cut = run(poor, task().withShortage(new Shortage.Ladder(500L)));
        ledger.topUp("task:t-1", 20_000, "go on");

        RunResult done = resume(
                new ScriptedModel(says("The first and the rest.")), task().withShortage(new Shortage.Ladder(500L)));

        assertThat(cut.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(cut.answer()).contains("Half.");
        assertThat(cut.message().orElseThrow()).contains("The answer breaks off", "wukong resume t-1");
        assertThat(done.answer()).contains("The first and the rest.");
        assertThat(memory.read("task:t-1").toString()).doesNotContain("The fir\"");
    }

    @Test
    void aTurnOfAConversationEndsInsteadOfPausing() {
        RunResult result = run(model(says("Half done.", LITTLE)), task().withSession("chat"));

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.answer()).contains("Half done.");
        assertThat(result.message().orElseThrow()).doesNotContain("resume");
        assertThat(memory.read("chat")).isNotEmpty();
    }

    @Test
    void stopSaysNothingAndEndsAtTheRefusedCall() {
        Task task = task().withShortage(new Shortage.Stop());
        ScriptedModel model = new ScriptedModel(sends("one", HALF), sends("two", Usage.of(4_800, 0)));
        RunResult stopped = run(model, task);
        ledger.topUp("task:t-1", 20_000, "go on");

        RunResult done = resume(new ScriptedModel(says("Done.")), task);

        assertThat(stopped.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(stopped.answer()).isEmpty();
        assertThat(model.requests())
                .allSatisfy(request -> assertThat(instructions(request)).isEqualTo("You look after mail."));
        assertThat(done.completed()).isTrue();
    }

    @Test
    void asksACheaperModelFromFourFifthsOn() {
        prices = (model, usage) -> Optional.of(new Money("CNY", usage.total() * (model.equals("qwen-flash") ? 1 : 10)));
        Task task = task().withShortage(new Shortage.Degrade("qwen-flash"));
        ScriptedModel model = new ScriptedModel(
                sends("one", HALF), sends("two", Usage.of(3_000, 0)), sends("three", LITTLE), says("Done.", LITTLE));

        RunResult result = run(model, task);

        assertThat(model.requests().stream().map(ChatRequest::modelName))
                .containsExactly("qwen-plus", "qwen-plus", "qwen-flash", "qwen-flash");
        assertThat(recorder.transcript().events(RunEvent.ModelDegraded.class))
                .containsExactly(new RunEvent.ModelDegraded(5, "qwen-plus", "qwen-flash"));
        assertThat(result.cost()).contains(new Money("CNY", 80_000 + 640));
    }

    @Test
    void staysWithItsModelWhereTheOtherOneCostsMoreForWantOfACache() {
        prices = (model, usage) -> Optional.of(new Money("CNY", usage.total() - usage.cachedInput()));
        Task task = task().withShortage(new Shortage.Degrade("qwen-flash"));
        Usage cached = new Usage(8_000, 7_000, 0, 100, 0, 1, false);
        ScriptedModel model = new ScriptedModel(sends("one", cached), says("Done.", LITTLE));

        run(model, task);

        assertThat(model.requests().stream().map(ChatRequest::modelName)).containsOnly("qwen-plus");
        assertThat(recorder.transcript().events(RunEvent.ModelDegraded.class)).isEmpty();
    }

    @Test
    void auditRefusesNothingAndTellsWhatWouldHaveBeen() {
        Task task = task().withShortage(new Shortage.Audit());
        ScriptedModel model = model(says("Done.", Usage.of(2_000, 0)));

        RunResult result = run(model, task);

        assertThat(result.completed()).isTrue();
        assertThat(model.requests().getLast().maxOutputTokens()).isEqualTo(1_024);
        assertThat(recorder.transcript().events(RunEvent.BudgetRefused.class)).isEmpty();
        assertThat(result.budget())
                .extracting(Account::spent, Account::available)
                .containsExactly(10_800L, -800L);

        ledger.open("task:t-2", BUDGET);
        RunResult over = run(
                new ScriptedModel(sends("three", Usage.of(9_950, 0)), says("Done.", LITTLE)),
                Task.of("t-2", agent(), "Look after my mail.", "li.na", BUDGET)
                        .withConfirmed(List.of("mail.*"))
                        .withShortage(new Shortage.Audit()));

        assertThat(over.completed()).isTrue();
        assertThat(recorder.transcript().events(RunEvent.BudgetRefused.class))
                .singleElement()
                .extracting(RunEvent.BudgetRefused::reason)
                .asString()
                .startsWith("Account 'task:t-2' may use 10,000 tokens (level 1 of the path); 9,950 are spent");
    }

    @Test
    void auditStopsAtAFrozenAccountAllTheSame() {
        Task task = task().withShortage(new Shortage.Audit());
        ScriptedModel model = new ScriptedModel(() -> {
            ledger.freeze("task:t-1", "audit");
            return sends("one", LITTLE).reply();
        });

        assertThat(run(model, task).message().orElseThrow()).contains("it is frozen; thaw it");
    }

    @Test
    void tellsEachAlertOnceAndTheSameInAReplay() {
        RunResult first = run(model(says("Half done.", LITTLE)), task());
        newTranscript();
        RunResult again = run(new ScriptedModel(), task());

        assertThat(first.alerts())
                .containsExactly(
                        new RunResult.Alert("task:t-1", 50, 5_000, BUDGET),
                        new RunResult.Alert("task:t-1", 80, 8_800, BUDGET));
        assertThat(again.alerts()).isEqualTo(first.alerts());
        assertThat(recorder.transcript().events(RunEvent.BudgetAlert.class))
                .extracting(RunEvent.BudgetAlert::percent)
                .containsExactly(50, 80);
    }

    @Test
    void holdsItsReserveInMoneyToo() {
        prices = (model, usage) -> Optional.of(new Money("CNY", usage.input() + (4 * usage.output())));
        ledger.open("department", Unit.MICROS, 100_000);
        List<Long> held = new ArrayList<>();
        ScriptedModel model = new ScriptedModel(
                () -> {
                    held.add(ledger.reservation("t-1:reserve")
                            .orElseThrow()
                            .granted()
                            .in(Unit.MICROS));
                    return sends("one", HALF).reply();
                },
                sends("two", MOST),
                says("Half done.", LITTLE));

        RunResult result = run(model, task().withFunding(List.of("department")));

        assertThat(result.answer()).contains("Half done.");
        assertThat(held).containsExactly(RESERVE + (4 * RESERVE));
        assertThat(ledger.account("department").orElseThrow())
                .extracting(Account::spent, Account::held)
                .containsExactly(5_000L + 3_700 + 400 + 300 + 80, 0L);
    }

    @Test
    void twoRunsTellTheSameToTheLastByte() {
        run(model(says("Half done.", LITTLE)), task());
        String first = recorder.transcript().toJsonLines();
        LadderTests other = new LadderTests();
        other.run(other.model(says("Half done.", LITTLE)), task());

        assertThat(other.recorder.transcript().toJsonLines()).isEqualTo(first);
    }

    /** Sends two letters, is refused its third call, and then gives these replies. */
    private ScriptedModel model(ScriptedModel.Turn... then) {
        List<ScriptedModel.Turn> turns = new ArrayList<>(List.of(sends("one", HALF), sends("two", MOST)));
        turns.addAll(List.of(then));
        return new ScriptedModel(turns.toArray(ScriptedModel.Turn[]::new));
    }

    private static ScriptedModel.Turn sends(String text, Usage usage) {
        return calls("call-" + text, "mail.send", "{\"text\":\"" + text + "\"}", usage);
    }

    private RunResult run(ScriptedModel model, Task task) {
        return runner(model, journal).run(task);
    }

    private RunResult resume(ScriptedModel model, Task task) {
        return runner(model, journal).resume(task);
    }

    /** Run until a row is in the journal, and die. */
    private void dies(ScriptedModel model, Predicate<JournalRow> when) {
        assertThatThrownBy(() -> runner(model, mortal(journal, when)).run(task()))
                .isInstanceOf(Death.class);
        newTranscript();
    }

    private void newTranscript() {
        recorder = TranscriptRecorder.inMemory(timer::now);
    }

    private AgentRunner runner(ScriptedModel model, Journal where) {
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(AnnotatedTools.of(mailbox)))
                .ledger(ledger)
                .journal(where)
                .memory(memory)
                .counter(text -> text.length() / 4)
                .timer(timer)
                .prices(prices)
                .listener(recorder)
                .build();
    }

    private List<Purpose> asked() {
        return recorder.transcript().events(RunEvent.ModelAsked.class).stream()
                .map(RunEvent.ModelAsked::purpose)
                .toList();
    }

    private static String needed(RunResult result) {
        return result.message().orElseThrow().replaceAll("(?s).*needs at least ([0-9,]+);.*", "$1");
    }

    private static String instructions(ChatRequest request) {
        ChatMessage first = request.messages().getFirst();
        return ((SystemMessage) first).text();
    }

    private static Task task() {
        return Task.of("t-1", agent(), "Look after my mail.", "li.na", BUDGET).withConfirmed(List.of("mail.*"));
    }

    private static Agent agent() {
        return Agent.named("secretary").withInstructions("You look after mail.").withTools("mail.*");
    }

    /** The end of a process, which nothing in it outlives or catches. */
    private static final class Death extends Error {}

    /** A journal that dies once such a row is in it. */
    private static Journal mortal(Journal journal, Predicate<JournalRow> when) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                    if (arguments != null
                            && arguments.length > 1
                            && arguments[1] instanceof JournalRow row
                            && when.test(row)) {
                        throw new Death();
                    }
                    return answer;
                });
    }
}
