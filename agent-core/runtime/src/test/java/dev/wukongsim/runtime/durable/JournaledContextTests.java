package dev.wukongsim.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournaledContextTests {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

    private final InMemoryJournal journal = new InMemoryJournal(new InMemoryTokenLedger(), new InMemoryMemoryStore());
    private final List<String> effects = new ArrayList<>();
    private final RecordingTimer timer = new RecordingTimer(NINE);

    @Test
    void doesAStepOnceHoweverOftenTheTaskIsTakenUp() {
        assertThat(effect(open())).isEqualTo("paid");

        assertThat(effect(open())).isEqualTo("paid");

        assertThat(effects).containsExactly("t:1:1");
    }

    @Test
    void answersTimeAndRandomnessFromTheJournal() {
        DurableContext first = open();
        Instant now = first.now();
        long random = first.random();
        UUID uuid = first.uuid();
        timer.now = NINE.plusSeconds(1_000_000);

        DurableContext second = new JournaledContext(journal, "t", timer, new SplittableRandom(9));

        assertThat(second.now()).isEqualTo(now);
        assertThat(second.random()).isEqualTo(random);
        assertThat(second.uuid()).isEqualTo(uuid);
    }

    @Test
    void writesTheIntentBeforeAnythingHappens() {
        open().step("pay", "42", Recovery.rerun(), String.class, attempt -> {
            assertThat(journal.rows("t"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.state()).isEqualTo(JournalRow.State.INTENT));
            return "paid";
        });

        assertThat(journal.rows("t"))
                .singleElement()
                .satisfies(row -> assertThat(row.state()).isEqualTo(JournalRow.State.DONE));
    }

    @Test
    void doesAStepAgainWhenOnlyItsIntentIsKnown() {
        dieInTheStep();

        assertThat(effect(open())).isEqualTo("paid");

        assertThat(effects).containsExactly("t:1:1", "t:1:2");
    }

    @Test
    void looksUpAStepWhenOnlyItsIntentIsKnown() {
        dieInTheStep();

        String found = open().step(
                        "pay",
                        "42",
                        Recovery.lookUp(attempt -> Optional.of("paid " + attempt.name())),
                        String.class,
                        attempt -> {
                            throw new IllegalStateException("paid twice");
                        });

        assertThat(found).isEqualTo("paid t:1:1");
        assertThat(effect(open())).isEqualTo("paid t:1:1");
    }

    @Test
    void doesAStepAgainThatWasLookedUpInVain() {
        dieInTheStep();

        String paid =
                open().step("pay", "42", Recovery.lookUp(attempt -> Optional.empty()), String.class, Attempt::name);

        assertThat(paid).isEqualTo("t:1:2");
    }

    @Test
    void leavesAStepToAPersonWhenOnlyItsIntentIsKnown() {
        dieInTheStep();

        assertThatThrownBy(() -> payOnce(open()))
                .isInstanceOf(InDoubtException.class)
                .hasMessageContaining("Step 1 ('pay') of task 't' was begun and may have happened")
                .hasMessageContaining("wukong decide w-");

        assertThat(journal.waits()).singleElement().satisfies(wait -> {
            assertThat(wait.kind()).isEqualTo(Wait.Kind.DOUBT);
            assertThat(wait.task()).isEqualTo("t");
        });
        assertThatThrownBy(() -> payOnce(open())).isInstanceOf(InDoubtException.class);
        assertThat(journal.waits()).hasSize(1);
    }

    @Test
    void takesThePersonsWordThatTheStepHappened() {
        dieInTheStep();
        decide(Resolution.Finding.HAPPENED, "receipt 7");

        assertThat(payOnce(open())).isEqualTo("a person says: receipt 7");
        assertThat(payOnce(open())).isEqualTo("a person says: receipt 7");
        assertThat(effects).containsExactly("t:1:1");
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void doesTheStepAgainIfThePersonSaysThatItDidNotHappen() {
        dieInTheStep();
        decide(Resolution.Finding.DID_NOT_HAPPEN, null);

        assertThat(payOnce(open())).isEqualTo("paid");
        assertThat(effects).containsExactly("t:1:1", "t:1:2");
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void endsTheTaskIfThePersonGivesItUp() {
        dieInTheStep();
        decide(Resolution.Finding.ABORT, null);

        assertThatThrownBy(() -> payOnce(open()))
                .isInstanceOf(CancelledException.class)
                .hasMessage("Task 't' was cancelled by li.na: nobody knows what came of step 1");
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void asksAPersonBeforeAStepThatKillsItsProcessIsTriedForTheSixthTime() {
        for (int i = 0; i < Unfinished.MOST_ATTEMPTS; i++) {
            dieInTheStep();
        }

        assertThatThrownBy(() -> effect(open()))
                .isInstanceOf(InDoubtException.class)
                .hasMessageContaining("was begun 5 times, and each time its process died");
        assertThat(effects).hasSize(5);

        decide(Resolution.Finding.HAPPENED, "nothing that could be told");
        assertThat(effect(open())).isEqualTo("paid");
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void tellsAnAttemptTheNamesOfThoseBeforeIt() {
        dieInTheStep();
        dieInTheStep();

        List<String> earlier = new ArrayList<>();
        open().step("pay", "42", Recovery.rerun(), String.class, attempt -> {
            earlier.addAll(attempt.earlier());
            return "paid";
        });

        assertThat(earlier).containsExactly("t:1:1", "t:1:2");
    }

    @Test
    void refusesAReplayThatAsksForSomethingElse() {
        effect(open());

        assertThatThrownBy(() -> open().step("pay", "43", Recovery.rerun(), String.class, attempt -> "paid"))
                .isInstanceOf(NonDeterministicReplayException.class)
                .hasMessageContaining("Step 1 of task 't' was 'pay' and is now 'pay' with other arguments");
        assertThatThrownBy(() -> open().now())
                .isInstanceOf(NonDeterministicReplayException.class)
                .hasMessageContaining("Step 1 of task 't' was 'pay' and is now 'now'");
    }

    @Test
    void stopsARunThatWasOvertaken() {
        DurableContext stale = open();
        DurableContext fresh = open();

        assertThatThrownBy(() -> effect(stale)).isInstanceOf(StaleEpochException.class);

        assertThat(fresh.epoch()).isGreaterThan(stale.epoch());
        assertThat(effects).isEmpty();
    }

    @Test
    void findsASignalThatCameEarly() {
        journal.signal("t", "approved", "\"yes\"");

        assertThat(open().await("approved", String.class, Duration.ZERO)).contains("yes");
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void waitsWithoutAThreadUntilTheSignalComes() {
        assertThatThrownBy(() -> open().await("approved", String.class, Duration.ofDays(3)))
                .isInstanceOf(ParkedException.class)
                .hasMessage("Task 't' waits for signal 'approved' until 2026-11-25T09:00:00Z");
        Wait wait = journal.waits().getFirst();
        timer.now = NINE.plus(Duration.ofDays(2));
        journal.answer(wait, "\"yes\"");

        assertThat(open().await("approved", String.class, Duration.ofDays(3))).contains("yes");
        assertThat(journal.waits()).isEmpty();
        assertThat(journal.pastWait(wait.id())).isPresent();
    }

    @Test
    void waitsNoLongerThanAskedAndCountsFromTheFirstRun() {
        assertThatThrownBy(() -> open().await("approved", String.class, Duration.ofDays(3)))
                .isInstanceOf(ParkedException.class);
        timer.now = NINE.plus(Duration.ofDays(3));

        assertThat(open().await("approved", String.class, Duration.ofDays(3))).isEmpty();

        journal.signal("t", "approved", "\"too late\"");
        assertThat(open().await("approved", String.class, Duration.ofDays(3))).isEmpty();
    }

    @Test
    void takesAnAnswerFromThisProcessAndKeepsIt() {
        DurableContext.Waiting waiting =
                new DurableContext.Waiting("approved", Wait.Kind.APPROVAL, "pay 42", Duration.ofDays(3));

        assertThat(open().await(waiting, String.class, () -> Optional.of("yes")))
                .contains("yes");

        assertThat(open().await(waiting, String.class, () -> {
                    throw new IllegalStateException("asked twice");
                }))
                .contains("yes");
    }

    @Test
    void aTaskThatIsTakenUpAgainSleepsOnlyForTheRest() {
        open().sleep(Duration.ofHours(1));
        RecordingTimer later = new RecordingTimer(Instant.parse("2026-11-22T09:59:00Z"));

        new JournaledContext(journal, "t", later, new SplittableRandom(1)).sleep(Duration.ofHours(1));

        assertThat(later.waitedUntil).containsExactly(Instant.parse("2026-11-22T10:00:00Z"));
    }

    @Test
    void countsTheTimeItWorkedAndNotTheTimeItWaited() {
        DurableContext first = open();
        work(first);
        assertThatThrownBy(() -> first.await("approved", String.class, Duration.ofDays(3)))
                .isInstanceOf(ParkedException.class);
        timer.now = NINE.plus(Duration.ofDays(2));
        journal.signal("t", "approved", "\"yes\"");

        DurableContext second = open();
        work(second);
        assertThat(second.await("approved", String.class, Duration.ofDays(3))).contains("yes");
        work(second);
        second.sleep(Duration.ofSeconds(5));

        assertThat(second.worked()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void aClockThatIsSetBackTakesNoTimeAway() {
        DurableContext context = open();

        context.step("work", 1, Recovery.rerun(), String.class, attempt -> {
            timer.now = NINE.minus(Duration.ofHours(1));
            return "done";
        });

        assertThat(context.worked()).isZero();
    }

    @Test
    void beginsNoStepOnceTheProcessIsToStop() {
        AtomicBoolean stopping = new AtomicBoolean();
        DurableContext context = new JournaledContext(journal, "t", timer, new SplittableRandom(1), stopping::get);

        String finished = context.step("work", 1, Recovery.rerun(), String.class, attempt -> {
            stopping.set(true);
            return "done";
        });

        assertThat(finished).isEqualTo("done");
        assertThatThrownBy(() -> effect(context)).isInstanceOf(CancelledException.class);
        assertThat(journal.rows("t"))
                .singleElement()
                .satisfies(row -> assertThat(row.state()).isEqualTo(JournalRow.State.DONE));
    }

    @Test
    void refusesAJournalWithAGap() {
        long epoch = journal.claim("t");
        journal.begin("t", JournalRow.intent(2, "pay", "hash", 1, epoch, NINE), null);

        assertThatThrownBy(this::open)
                .isInstanceOf(DamagedRowException.class)
                .hasMessageContaining("Row 1 of the journal of task 't' is damaged: it is missing");
    }

    private void work(DurableContext context) {
        context.step("work", 1, Recovery.rerun(), String.class, attempt -> {
            timer.now = timer.now.plusSeconds(10);
            return "done";
        });
    }

    private String effect(DurableContext context) {
        return context.step("pay", "42", Recovery.rerun(), String.class, this::pay);
    }

    private String payOnce(DurableContext context) {
        return context.step("pay", "42", Recovery.askPerson(told -> "a person says: " + told), String.class, this::pay);
    }

    private String pay(Attempt attempt) {
        effects.add(attempt.name());
        return "paid";
    }

    private void decide(Resolution.Finding finding, @Nullable String result) {
        assertThatThrownBy(() -> payOnce(open())).isInstanceOf(InDoubtException.class);
        journal.answer(journal.waits().getFirst(), Canonical.json(new Resolution(finding, result, "li.na")));
    }

    private void dieInTheStep() {
        assertThatThrownBy(() -> open().step("pay", "42", Recovery.rerun(), String.class, attempt -> {
                    effects.add(attempt.name());
                    throw new IllegalStateException("the power failed");
                }))
                .hasMessage("the power failed");
    }

    private DurableContext open() {
        return new JournaledContext(journal, "t", timer, new SplittableRandom(1));
    }

    private static final class RecordingTimer implements Timer {

        private final List<Instant> waitedUntil = new ArrayList<>();
        private Instant now;

        private RecordingTimer(Instant now) {
            this.now = now;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void waitUntil(Instant time) {
            waitedUntil.add(time);
            now = time;
        }
    }
}
