package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.JournalRow.State;
import dev.wukongsim.runtime.durable.StaleEpochException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} keeps. */
public abstract class JournalContract {

    private static final String TASK = "t-1";

    private Journal journal;

    /** A journal without rows. */
    protected abstract Journal create();

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
        List.of(10, 2, 9, 1).forEach(sequence -> journal.write(TASK, intent(sequence, epoch)));

        assertThat(journal.rows(TASK)).extracting(JournalRow::sequence).containsExactly(1, 2, 9, 10);
    }

    @Test
    void writesTheOutcomeOverTheIntent() {
        long epoch = journal.claim(TASK);
        journal.write(TASK, intent(1, epoch));

        JournalRow done = done(1, epoch, "{\"text\":\"王芳 \\\"😀\\\"\\n\",\"n\":9007199254740993}");
        journal.write(TASK, done);

        assertThat(journal.rows(TASK)).containsExactly(done);
    }

    @Test
    void keepsALargeResult() {
        long epoch = journal.claim(TASK);
        JournalRow done = done(1, epoch, "\"" + "大".repeat(1_000_000) + "\"");

        journal.write(TASK, done);

        assertThat(journal.rows(TASK)).containsExactly(done);
    }

    @Test
    void keepsTasksApart() {
        journal.write("t-2", intent(1, journal.claim("t-2")));

        assertThat(journal.rows(TASK)).isEmpty();
    }

    @Test
    void keepsTheRowsOfEarlierRuns() {
        JournalRow first = done(1, journal.claim(TASK), "1");
        journal.write(TASK, first);

        JournalRow second = done(2, journal.claim(TASK), "2");
        journal.write(TASK, second);

        assertThat(journal.rows(TASK)).containsExactly(first, second);
    }

    @Test
    void refusesARunThatWasOvertaken() {
        long overtaken = journal.claim(TASK);
        JournalRow intent = intent(1, overtaken);
        journal.write(TASK, intent);
        long current = journal.claim(TASK);

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> journal.write(TASK, done(1, overtaken, "1")))
                .satisfies(e -> assertThat(e.task()).isEqualTo(TASK))
                .satisfies(e -> assertThat(e.epoch()).isEqualTo(overtaken))
                .satisfies(e -> assertThat(e.current()).isEqualTo(current));
        assertThat(journal.rows(TASK)).containsExactly(intent);
    }

    @Test
    void refusesARunThatClaimedNothing() {
        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> journal.write(TASK, intent(1, 1)))
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
        journal.write(TASK, row);

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
                journal.write(TASK, done(1, epoch, String.valueOf(epoch)));
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

    private static JournalRow intent(int sequence, long epoch) {
        return new JournalRow(sequence, "model", "hash-" + sequence, State.INTENT, 1, epoch, null);
    }

    private static JournalRow done(int sequence, long epoch, String result) {
        return new JournalRow(sequence, "model", "hash-" + sequence, State.DONE, 1, epoch, result);
    }
}
