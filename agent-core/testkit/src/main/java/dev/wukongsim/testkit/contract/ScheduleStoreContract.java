package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.schedule.ScheduleStore;
import dev.wukongsim.schedule.ScheduleStore.Remembered;
import dev.wukongsim.schedule.ScheduleStore.Sight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ScheduleStore} keeps. */
public abstract class ScheduleStoreContract {

    private static final String NAME = "inbox-watch";
    private static final Instant NINE = Instant.parse("2026-11-27T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");

    private ScheduleStore store;

    /** A store that knows no schedule. */
    protected abstract ScheduleStore create();

    @BeforeEach
    void createStore() {
        store = create();
    }

    @Test
    void knowsNothingOfANewSchedule() {
        assertThat(store.find(NAME)).isEmpty();
    }

    @Test
    void remembersTheLastTick() {
        assertThat(store.take(NAME, NINE)).isTrue();
        assertThat(store.take(NAME, TEN)).isTrue();

        assertThat(store.find(NAME)).contains(new Remembered(TEN, Optional.empty()));
    }

    @Test
    void takesATickOnce() {
        store.take(NAME, NINE);

        assertThat(store.take(NAME, NINE)).isFalse();
    }

    @Test
    void takesNoTickBeforeTheLast() {
        store.take(NAME, TEN);

        assertThat(store.take(NAME, NINE)).isFalse();
        assertThat(store.find(NAME)).map(Remembered::tick).contains(TEN);
    }

    @Test
    void takesATickBeforeTheBeginningOf1970() {
        Instant early = Instant.parse("1969-12-31T23:59:59Z");

        assertThat(store.take(NAME, early)).isTrue();
        assertThat(store.find(NAME)).map(Remembered::tick).contains(early);
        assertThat(store.take(NAME, Instant.EPOCH)).isTrue();
    }

    @Test
    void remembersWhatWasSeen() {
        store.take(NAME, NINE);
        store.saw(NAME, new Sight(NINE, "[\"AP-1\" 报销]"));

        assertThat(store.find(NAME)).contains(new Remembered(NINE, Optional.of(new Sight(NINE, "[\"AP-1\" 报销]"))));
    }

    @Test
    void forgetsWhatWasLeftUndone() {
        store.take(NAME, NINE);
        store.saw(NAME, new Sight(NINE, "a"));

        store.saw(NAME, new Sight(NINE, ""));

        assertThat(store.find(NAME)).contains(new Remembered(NINE, Optional.of(new Sight(NINE, ""))));
    }

    @Test
    void keepsWhatWasSeenWhenALaterTickIsTaken() {
        store.take(NAME, NINE);
        store.saw(NAME, new Sight(NINE, "a"));

        store.take(NAME, TEN);

        assertThat(store.find(NAME)).contains(new Remembered(TEN, Optional.of(new Sight(NINE, "a"))));
    }

    @Test
    void keepsTheLatestSight() {
        store.take(NAME, TEN);
        store.saw(NAME, new Sight(TEN, "late"));

        store.saw(NAME, new Sight(NINE, "early"));

        assertThat(store.find(NAME)).flatMap(Remembered::sight).contains(new Sight(TEN, "late"));
    }

    @Test
    void keepsSchedulesApart() {
        store.take(NAME, TEN);
        store.saw(NAME, new Sight(TEN, "a"));

        assertThat(store.find("inbox")).isEmpty();
        assertThat(store.take("inbox", NINE)).isTrue();
        assertThat(store.find("inbox")).contains(new Remembered(NINE, Optional.empty()));
    }

    @Test
    void servesAnInterruptedThread() {
        Thread.currentThread().interrupt();

        boolean taken = store.take(NAME, NINE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(taken).isTrue();
    }

    @Test
    void letsOneOfManyTakeATick() {
        List<Boolean> taken = Together.run(thread -> store.take(NAME, NINE));

        assertThat(taken).containsOnlyOnce(true);
    }

    @Test
    void endsAtTheLatestOfManyTicks() {
        Together.run(thread -> store.take(NAME, NINE.plusSeconds(thread)));

        assertThat(store.find(NAME)).map(Remembered::tick).contains(NINE.plusSeconds(Together.THREADS - 1L));
    }
}
