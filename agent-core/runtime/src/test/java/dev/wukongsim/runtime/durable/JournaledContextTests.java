package dev.wukongsim.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.durable.DurableContext.Repeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JournaledContextTests {

    private final InMemoryJournal journal = new InMemoryJournal();
    private final List<String> effects = new ArrayList<>();

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

        DurableContext second =
                new JournaledContext(journal, "t", timerAt("2030-01-01T00:00:00Z"), new SplittableRandom(9));

        assertThat(second.now()).isEqualTo(now);
        assertThat(second.random()).isEqualTo(random);
    }

    @Test
    void runsASafeStepAgainWhenOnlyItsIntentIsKnown() {
        dieInTheStep();

        assertThat(effect(open())).isEqualTo("paid");

        assertThat(effects).containsExactly("t:1:1", "t:1:2");
    }

    @Test
    void leavesAnUnsafeStepToAPersonWhenOnlyItsIntentIsKnown() {
        dieInTheStep();

        assertThatThrownBy(() -> open().step("pay", "42", Repeat.UNSAFE, String.class, attempt -> "paid"))
                .isInstanceOf(InDoubtException.class)
                .hasMessageContaining("Step 1 ('pay') of task 't' was begun and may have happened");
    }

    @Test
    void tellsAnAttemptTheNamesOfThoseBeforeIt() {
        dieInTheStep();
        dieInTheStep();

        List<String> earlier = new ArrayList<>();
        open().step("pay", "42", Repeat.SAFE, String.class, attempt -> {
            earlier.addAll(attempt.earlier());
            return "paid";
        });

        assertThat(earlier).containsExactly("t:1:1", "t:1:2");
    }

    @Test
    void refusesAReplayThatAsksForSomethingElse() {
        effect(open());

        assertThatThrownBy(() -> open().step("pay", "43", Repeat.SAFE, String.class, attempt -> "paid"))
                .isInstanceOf(NonDeterministicReplayException.class);
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
    }

    @Test
    void waitsNoLongerThanAsked() {
        assertThat(open().await("approved", String.class, Duration.ofSeconds(3)))
                .isEmpty();
    }

    @Test
    void aTaskThatIsTakenUpAgainSleepsOnlyForTheRest() {
        open().sleep(Duration.ofHours(1));
        RecordingTimer later = timerAt("2026-11-22T09:59:00Z");

        new JournaledContext(journal, "t", later, new SplittableRandom(1)).sleep(Duration.ofHours(1));

        assertThat(later.waitedUntil).containsExactly(Instant.parse("2026-11-22T10:00:00Z"));
    }

    private String effect(DurableContext context) {
        return context.step("pay", "42", Repeat.SAFE, String.class, attempt -> {
            effects.add(attempt.name());
            return "paid";
        });
    }

    private void dieInTheStep() {
        assertThatThrownBy(() -> open().step("pay", "42", Repeat.SAFE, String.class, attempt -> {
                    effects.add(attempt.name());
                    throw new IllegalStateException("the power failed");
                }))
                .hasMessage("the power failed");
    }

    private DurableContext open() {
        return new JournaledContext(journal, "t", timerAt("2026-11-22T09:00:00Z"), new SplittableRandom(1));
    }

    private static RecordingTimer timerAt(String now) {
        return new RecordingTimer(Instant.parse(now));
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
