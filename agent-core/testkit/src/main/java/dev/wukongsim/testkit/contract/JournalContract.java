package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.DocumentConflictException;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.memory.MemoryConflictException;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} keeps. */
public abstract class JournalContract {

    private static final String TASK = "t-1";
    private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");

    private Journal journal;

    /** A journal without rows, over these two. */
    protected abstract Journal create();

    /** The ledger in which the journal's steps settle. */
    protected abstract TokenLedger ledger();

    /** The memory to which the journal's steps append. */
    protected abstract MemoryStore memory();

    @BeforeEach
    void createJournal() {
        journal = create();
    }

    @Test
    void countsTheRunsOfEachTask() {
        assertThat(List.of(journal.claim(TASK), journal.claim(TASK), journal.claim("t-2"), journal.claim(TASK)))
                .containsExactly(1L, 2L, 1L, 3L);
    }

    @Test
    void hasNoRowsOfANewTask() {
        assertThat(journal.rows(TASK)).isEmpty();
    }

    @Test
    void readsRowsInOrderOfSequence() {
        long epoch = journal.claim(TASK);
        List.of(10, 2, 9, 1).forEach(sequence -> journal.begin(TASK, intent(sequence, epoch), null));

        assertThat(journal.rows(TASK)).extracting(JournalRow::sequence).containsExactly(1, 2, 9, 10);
    }

    @Test
    void writesTheOutcomeOverTheIntent() {
        long epoch = journal.claim(TASK);
        journal.begin(TASK, intent(1, epoch), null);

        JournalRow done = done(1, epoch, "{\"text\":\"王芳 \\\"😀\\\"\\n\",\"n\":9007199254740993}");
        journal.commit(TASK, done, Effects.none());

        assertThat(journal.rows(TASK)).containsExactly(done);
    }

    @Test
    void keepsALargeResult() {
        long epoch = journal.claim(TASK);
        JournalRow done = done(1, epoch, "\"" + "大".repeat(1_000_000) + "\"");

        journal.commit(TASK, done, Effects.none());

        assertThat(journal.rows(TASK)).containsExactly(done);
    }

    @Test
    void keepsTasksApart() {
        journal.begin("t-2", intent(1, journal.claim("t-2")), null);

        assertThat(journal.rows(TASK)).isEmpty();
    }

    @Test
    void keepsTheRowsOfEarlierRuns() {
        JournalRow first = done(1, journal.claim(TASK), "1");
        journal.commit(TASK, first, Effects.none());

        JournalRow second = done(2, journal.claim(TASK), "2");
        journal.commit(TASK, second, Effects.none());

        assertThat(journal.rows(TASK)).containsExactly(first, second);
    }

    @Test
    void refusesARunThatWasOvertaken() {
        long overtaken = journal.claim(TASK);
        JournalRow intent = intent(1, overtaken);
        journal.begin(TASK, intent, null);
        long current = journal.claim(TASK);

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> journal.commit(TASK, done(1, overtaken, "1"), Effects.none()))
                .satisfies(e -> assertThat(e.task()).isEqualTo(TASK))
                .satisfies(e -> assertThat(e.epoch()).isEqualTo(overtaken))
                .satisfies(e -> assertThat(e.current()).isEqualTo(current));
        assertThat(journal.rows(TASK)).containsExactly(intent);
    }

    @Test
    void refusesARunThatClaimedNothing() {
        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> journal.begin(TASK, intent(1, 1), null))
                .satisfies(e -> assertThat(e.current()).isZero());
        assertThat(journal.rows(TASK)).isEmpty();
    }

    @Test
    void knowsNoSignalThatWasNotDelivered() {
        journal.signal(TASK, "approval", "true");

        assertThat(journal.signal(TASK, "cancel")).isEmpty();
        assertThat(journal.signal("t-2", "approval")).isEmpty();
    }

    @Test
    void keepsTheFirstDeliveryOfASignal() {
        journal.signal(TASK, "approval:付款 {1}", "{\"by\":\"王芳\"}");
        journal.signal(TASK, "approval:付款 {1}", "{\"by\":\"李雷\"}");

        assertThat(journal.signal(TASK, "approval:付款 {1}")).contains("{\"by\":\"王芳\"}");
    }

    @Test
    void servesAnInterruptedThread() {
        Thread.currentThread().interrupt();

        JournalRow row = intent(1, journal.claim(TASK));
        journal.begin(TASK, row, null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(journal.rows(TASK)).containsExactly(row);
    }

    @Test
    void givesEveryRunAnEpochOfItsOwn() {
        List<Long> epochs = Together.run(thread -> journal.claim(TASK));

        assertThat(epochs)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, Together.THREADS).boxed().toList());
    }

    @Test
    void letsTheLastRunHaveTheLastWord() {
        Together.run(thread -> {
            long epoch = journal.claim(TASK);
            try {
                journal.commit(TASK, done(1, epoch, String.valueOf(epoch)), Effects.none());
            } catch (StaleEpochException e) {
                assertThat(e.current()).isGreaterThan(epoch);
            }
            return epoch;
        });

        assertThat(journal.rows(TASK)).containsExactly(done(1, Together.THREADS, String.valueOf(Together.THREADS)));
    }

    @Test
    void letsOneOfManyDeliveriesWin() {
        List<String> seen = Together.run(thread -> {
            journal.signal(TASK, "approval", String.valueOf(thread));
            return journal.signal(TASK, "approval").orElseThrow();
        });

        assertThat(seen).containsOnly(seen.getFirst());
    }

    @Test
    void tellsWhatBecameOfASignal() {
        assertThat(journal.signal(TASK, "approval", "1")).isEqualTo(new Delivery.Accepted());
        assertThat(journal.signal(TASK, "approval", "2")).isEqualTo(new Delivery.Earlier("1"));

        journal.commit(TASK, done(1, journal.claim(TASK), "1"), Effects.none().ending());

        assertThat(journal.signal(TASK, "another", "1")).isEqualTo(new Delivery.TooLate());
        assertThat(journal.signal(TASK, "approval", "3")).isEqualTo(new Delivery.Earlier("1"));
    }

    @Test
    void settlesAppendsAndKeepsTogetherWithTheResult() {
        hold("t-1:1:1", 1_000);
        Draft draft = new Draft("office:t-1", 1, "{\"approvals\":[\"付款\"]}");

        List<LedgerEntry.Alerted> alerts = journal.commit(
                TASK,
                done(1, journal.claim(TASK), "1"),
                Effects.none()
                        .settling(new Due("t-1:1:1", Usage.of(400, 200), OptionalLong.of(7)))
                        .appending(new Effects.Append("chat", 0, List.of(UserMessage.from("你好"))))
                        .keeping(List.of(draft)));

        assertThat(account().spent()).isEqualTo(600);
        assertThat(account().held()).isZero();
        assertThat(memory().read("chat")).containsExactly(UserMessage.from("你好"));
        assertThat(journal.latest("office:t-1")).contains(draft);
        assertThat(alerts).extracting(LedgerEntry.Alerted::percent).containsExactly(50);
        assertThat(journal.rows(TASK)).containsExactly(done(1, 1, "1").withAlerts(alerts));
    }

    @Test
    void writesNothingAtAllForARunThatWasOvertaken() {
        hold("t-1:1:1", 1_000);
        long overtaken = journal.claim(TASK);
        journal.claim(TASK);

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> journal.commit(TASK, done(1, overtaken, "1"), everything("t-1:1:1", 0, 1)));

        assertNothingWasWritten();
    }

    @Test
    void writesNothingAtAllIfTheSessionHasGoneOn() {
        hold("t-1:1:1", 1_000);
        memory().append("chat", 0, List.of(UserMessage.from("first")));

        assertThatExceptionOfType(MemoryConflictException.class)
                .isThrownBy(() -> journal.commit(TASK, done(1, journal.claim(TASK), "1"), everything("t-1:1:1", 0, 1)))
                .satisfies(e -> assertThat(e.present()).isOne());

        memory().forget("chat");
        assertNothingWasWritten();
    }

    @Test
    void writesNothingAtAllIfADocumentHasGoneOn() {
        hold("t-1:1:1", 1_000);

        assertThatExceptionOfType(DocumentConflictException.class)
                .isThrownBy(() -> journal.commit(TASK, done(1, journal.claim(TASK), "1"), everything("t-1:1:1", 0, 2)))
                .withMessageContaining("Document 'office' is at version 0 and version 2 was to be written");

        assertNothingWasWritten();
    }

    @Test
    void writesNothingAtAllIfNothingWasReserved() {
        hold("t-1:1:1", 1_000);

        assertThatExceptionOfType(ReservationStateException.class)
                .isThrownBy(() -> journal.commit(TASK, done(1, journal.claim(TASK), "1"), everything("nobody", 0, 1)));

        assertNothingWasWritten();
    }

    private static Effects everything(String reservation, int seen, long version) {
        Wait wait = new Wait(TASK, "approval", Wait.Kind.APPROVAL, "{}", AT, Wait.FOREVER);
        return Effects.none()
                .settling(new Due(reservation, Usage.of(400, 200), OptionalLong.empty()))
                .appending(new Effects.Append("chat", seen, List.of(UserMessage.from("你好"))))
                .keeping(List.of(new Draft("office", version, "{}")))
                .opening(wait)
                .ending();
    }

    private void assertNothingWasWritten() {
        assertThat(account().spent()).isZero();
        assertThat(account().held()).isEqualTo(1_000);
        assertThat(memory().read("chat")).isEmpty();
        assertThat(journal.latest("office")).isEmpty();
        assertThat(journal.rows(TASK)).isEmpty();
        assertThat(journal.waits()).isEmpty();
        assertThat(journal.signal(TASK, "late?", "1")).isEqualTo(new Delivery.Accepted());
    }

    @Test
    void keepsEveryVersionOfADocument() {
        long epoch = journal.claim(TASK);
        Draft first = new Draft("office", 1, "one");
        Draft second = new Draft("office", 2, "two");
        Draft other = new Draft("office:2", 1, "other");
        journal.commit(TASK, done(1, epoch, "1"), Effects.none().keeping(List.of(first, other)));
        journal.commit(TASK, done(2, epoch, "2"), Effects.none().keeping(List.of(second)));

        assertThat(journal.latest("office")).contains(second);
        assertThat(journal.version("office", 1)).contains(first);
        assertThat(journal.version("office", 3)).isEmpty();
        assertThat(journal.latest("office:2")).contains(other);
    }

    @Test
    void listsWhatTasksWaitFor() {
        Wait later = new Wait(
                "t-2", "question", Wait.Kind.QUESTION, "{\"question\":\"为什么?\"}", AT.plusSeconds(1), Wait.FOREVER);
        Wait earlier = wait(TASK, "approval");
        journal.commit("t-2", done(1, journal.claim("t-2"), "1"), Effects.none().opening(later));
        journal.begin(TASK, intent(1, journal.claim(TASK)), earlier);

        assertThat(journal.waits()).containsExactly(earlier, later);

        journal.commit(TASK, done(1, 1, "1"), Effects.none().closing(earlier.id()));

        assertThat(journal.waits()).containsExactly(later);
        assertThat(journal.pastWait(earlier.id())).contains(earlier);
        assertThat(journal.pastWait(later.id())).isEmpty();
    }

    @Test
    void takesAnAnswerOnlyWhileTheTaskWaits() {
        Wait wait = wait(TASK, "approval");
        Delivery early = journal.answer(wait, "1");
        journal.begin(TASK, intent(1, journal.claim(TASK)), wait);
        Delivery inTime = journal.answer(wait, "2");
        Delivery twice = journal.answer(wait, "3");

        assertThat(early).isEqualTo(new Delivery.TooLate());
        assertThat(inTime).isEqualTo(new Delivery.Accepted());
        assertThat(twice).isEqualTo(new Delivery.Earlier("2"));
        assertThat(journal.signal(TASK, "approval")).contains("2");
    }

    @Test
    void cancelsATaskFromOutside() {
        Wait wait = wait(TASK, "approval");
        Wait other = wait("t-2", "approval");
        long epoch = journal.claim(TASK);
        journal.begin(TASK, intent(1, epoch), wait);
        journal.begin("t-2", intent(1, journal.claim("t-2")), other);

        Delivery cancelled = journal.cancel(TASK, new Cancellation("li.na", "订单已取消"));
        Delivery again = journal.cancel(TASK, new Cancellation("chen.jing", null));

        assertThat(cancelled).isEqualTo(new Delivery.Accepted());
        assertThat(again).isInstanceOf(Delivery.Earlier.class);
        assertThat(journal.signal(TASK, Journal.CANCEL)).get().asString().contains("订单已取消");
        assertThat(journal.waits()).containsExactly(other);
        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> journal.commit(TASK, done(1, epoch, "1"), Effects.none()));
    }

    @Test
    void doesNotCancelWhatHasEnded() {
        journal.commit(TASK, done(1, journal.claim(TASK), "1"), Effects.none().ending());

        assertThat(journal.cancel(TASK, new Cancellation("li.na", null))).isEqualTo(new Delivery.TooLate());
    }

    private void hold(String reservation, long tokens) {
        ledger().open("task:t-1", 1_000);
        Amount amount = Amount.tokens(tokens);
        ledger().reserve(
                        reservation,
                        new Reservation.Request(Funding.of(List.of("task:t-1")), amount, amount, true),
                        Duration.ofMinutes(1));
        ledger().dispatch(reservation);
    }

    private Account account() {
        return ledger().account("task:t-1").orElseThrow();
    }

    private static Wait wait(String task, String signal) {
        return new Wait(task, signal, Wait.Kind.APPROVAL, "{\"tool\":\"approvals.file\"}", AT, AT.plusSeconds(60));
    }

    private static JournalRow intent(int sequence, long epoch) {
        return JournalRow.intent(sequence, "model", "hash-" + sequence, 1, epoch, AT);
    }

    private static JournalRow done(int sequence, long epoch, String result) {
        return intent(sequence, epoch).done(result, AT.plusMillis(20));
    }
}
