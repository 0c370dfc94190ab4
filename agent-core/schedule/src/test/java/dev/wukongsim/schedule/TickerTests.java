package dev.wukongsim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.ScheduleDefinition.Missed;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TickerTests {

    private static final Instant SIX = Instant.parse("2026-11-27T06:00:00Z");

    private final ScheduleStore store = new InMemoryScheduleStore();
    private final JumpingTimer timer = new JumpingTimer(SIX);
    private final List<String> told = new ArrayList<>();

    /** Sees one thing after the other, and runs for as long as it is told. */
    private final class Desk implements TickWork {

        private final Deque<String> sights = new ArrayDeque<>();
        private final List<Instant> ran = new ArrayList<>();
        private final Deque<StopReason> reasons = new ArrayDeque<>();
        private final Set<Tick> cutOff = new HashSet<>();
        private Duration length = Duration.ZERO;

        @Override
        public Optional<String> look(Tick tick) {
            return Optional.ofNullable(sights.poll());
        }

        @Override
        public RunResult run(Tick tick) {
            ran.add(tick.time());
            cutOff.add(tick);
            timer.advance(length);
            StopReason reason = reasons.isEmpty() ? StopReason.COMPLETED : reasons.poll();
            if (reason == StopReason.INTERNAL_ERROR) {
                throw new IllegalStateException("the desk is on fire");
            }
            if (reason == StopReason.REGRESSION) {
                throw new Death();
            }
            if (Aftermath.of(reason) != Aftermath.CUT_OFF) {
                cutOff.remove(tick);
            }
            return result(tick, reason);
        }

        @Override
        public boolean isCutOff(Tick tick) {
            return cutOff.contains(tick);
        }
    }

    /** The end of the process. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Desk desk = new Desk();

    @Test
    void runsAtEachTickUntilItHasServedEnough() {
        serve(Missed.SKIP, new Extent(Instant.MAX, 3));

        assertThat(desk.ran).containsExactly(hour(7), hour(8), hour(9));
        assertThat(told).containsExactly("07:00 ran", "08:00 ran", "09:00 ran");
        assertThat(timer.now()).isEqualTo(hour(9));
    }

    @Test
    void runsNothingAfterTheEnd() {
        serve(Missed.SKIP, new Extent(hour(8), Long.MAX_VALUE));

        assertThat(desk.ran).containsExactly(hour(7), hour(8));
    }

    @Test
    void leavesOutWhatSeesNothingNew() {
        desk.sights.addAll(List.of("[]", "[]", "[AP-1]", "[AP-1]"));

        serve(Missed.SKIP, new Extent(Instant.MAX, 4));

        assertThat(told).containsExactly("07:00 ran", "08:00 empty", "09:00 ran", "10:00 empty");
        assertThat(desk.ran).containsExactly(hour(7), hour(9));
    }

    @Test
    void aTaskThatFailedGoesOnAtTheNextTickAndNoOtherIsMadeOfWhatItSaw() {
        desk.sights.addAll(List.of("[]", "[]", "[]", "[]"));
        desk.reasons.addAll(List.of(StopReason.INTERNAL_ERROR, StopReason.MODEL_FAILED, StopReason.AWAITING_APPROVAL));

        serve(Missed.SKIP, new Extent(Instant.MAX, 4));

        assertThat(desk.ran).containsExactly(hour(7), hour(7), hour(7));
        assertThat(told)
                .containsExactly(
                        "07:00 failed: the desk is on fire",
                        "07:00 ran",
                        "08:00 empty",
                        "07:00 ran",
                        "09:00 empty",
                        "10:00 empty");
    }

    @Test
    void aTaskWhoseProcessDiedGoesOnBeforeTheNextTick() {
        desk.sights.addAll(List.of("[]", "[]", "[AP-1]"));
        desk.reasons.add(StopReason.REGRESSION);
        assertThatThrownBy(() -> serve(Missed.SKIP, new Extent(Instant.MAX, 1))).isInstanceOf(Death.class);

        serve(Missed.SKIP, new Extent(Instant.MAX, 2));

        assertThat(desk.ran).containsExactly(hour(7), hour(7), hour(9));
        assertThat(told).containsExactly("07:00 ran", "08:00 empty", "09:00 ran");
    }

    @Test
    void aTaskThatSomebodyHasBroughtToItsEndMeanwhileDoesNotGoOn() {
        desk.sights.addAll(List.of("[]", "[]"));
        desk.reasons.add(StopReason.MODEL_FAILED);
        serve(Missed.SKIP, new Extent(Instant.MAX, 1));
        desk.cutOff.clear();

        serve(Missed.SKIP, new Extent(Instant.MAX, 1));

        assertThat(told).containsExactly("07:00 ran", "08:00 empty");
    }

    @Test
    void whatATaskLeftUndoneIsSeenAgain() {
        desk.sights.addAll(List.of("[]", "[]", "[]"));
        desk.reasons.addAll(List.of(StopReason.BUDGET_EXHAUSTED, StopReason.COMPLETED));

        serve(Missed.SKIP, new Extent(Instant.MAX, 3));

        assertThat(told).containsExactly("07:00 ran", "08:00 ran", "09:00 empty");
        assertThat(desk.ran).containsExactly(hour(7), hour(8));
    }

    @Test
    void leavesOutTicksThatComeWhileOneIsRunning() {
        desk.length = Duration.ofMinutes(150);

        serve(Missed.ALL, new Extent(Instant.MAX, 2));

        assertThat(desk.ran).containsExactly(hour(7), hour(10));
        assertThat(told).containsExactly("07:00 ran", "09:00 overlapped: 2", "10:00 ran");
    }

    @Test
    void remembersTheLastTickFromOneProcessToTheNext() {
        serve(Missed.ALL, new Extent(Instant.MAX, 1));
        timer.advance(Duration.ofMinutes(130));

        serve(Missed.ALL, new Extent(Instant.MAX, 2));

        assertThat(desk.ran).containsExactly(hour(7), hour(8), hour(9));
    }

    @Test
    void saysWhatWasMissed() {
        serve(Missed.SKIP, new Extent(Instant.MAX, 1));
        timer.advance(Duration.ofMinutes(130));

        serve(Missed.SKIP, new Extent(Instant.MAX, 1));

        assertThat(told).containsExactly("07:00 ran", "09:00 missed: 2", "10:00 ran");
        assertThat(store.find("desk")).map(ScheduleStore.Remembered::tick).contains(hour(10));
    }

    @Test
    void aNewScheduleHasMissedNothing() {
        timer.advance(Duration.ofMinutes(30));

        serve(Missed.ALL, new Extent(Instant.MAX, 1));

        assertThat(desk.ran).containsExactly(hour(7));
    }

    @Test
    void leavesATickToWhoHasTakenIt() {
        store.take("desk", SIX);
        Ticker one = ticker(Missed.SKIP);
        store.take("desk", hour(7));

        one.serve(new Extent(Instant.MAX, 2));

        assertThat(told).containsExactly("07:00 taken", "08:00 ran");
        assertThat(desk.ran).containsExactly(hour(8));
    }

    @Test
    void endsWhenATaskWasCancelled() {
        desk.reasons.add(StopReason.CANCELLED);

        serve(Missed.SKIP, Extent.FOREVER);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(desk.ran).containsExactly(hour(7));
    }

    @Test
    void servesManySchedulesAtOnceAndOneThatFailsStopsNoOther() {
        Desk broken = new Desk();
        broken.reasons.addAll(List.of(StopReason.INTERNAL_ERROR, StopReason.INTERNAL_ERROR));
        List<String> heard = new CopyOnWriteArrayList<>();
        Scheduler scheduler = new Scheduler(
                store,
                timer,
                (tick, outcome) ->
                        heard.add(tick.schedule() + " " + outcome.getClass().getSimpleName()));

        scheduler.serve(
                List.of(task("desk", Missed.ALL, desk), task("broken", Missed.ALL, broken)), new Extent(hour(8), 2));

        assertThat(heard).contains("desk Ran").contains("broken Failed");
    }

    @Test
    void namesTheTaskOfATickAlwaysTheSame() {
        assertThat(new Tick("inbox-watch", hour(7)).taskId()).isEqualTo("t-20261127-070000-inbox-watch");
    }

    private void serve(Missed rule, Extent extent) {
        ticker(rule).serve(extent);
    }

    private Ticker ticker(Missed rule) {
        return new Ticker(task("desk", rule, desk), store, timer, (tick, outcome) -> told.add(words(tick, outcome)));
    }

    private static ScheduledTask task(String name, Missed rule, TickWork work) {
        return new ScheduledTask(name, Schedule.every(Duration.ofHours(1), ZoneOffset.UTC), rule, work);
    }

    private static String words(Tick tick, TickOutcome outcome) {
        String time = tick.time().toString().substring(11, 16) + " ";
        return time
                + switch (outcome) {
                    case TickOutcome.Ran ran -> "ran";
                    case TickOutcome.Empty empty -> "empty";
                    case TickOutcome.Taken taken -> "taken";
                    case TickOutcome.Failed failed ->
                        "failed: " + failed.cause().getMessage();
                    case TickOutcome.Missed missed ->
                        "missed: " + missed.ticks().ticks().size();
                    case TickOutcome.Overlapped overlapped ->
                        "overlapped: " + overlapped.ticks().ticks().size();
                };
    }

    private static RunResult result(Tick tick, StopReason reason) {
        Task task = Task.of(tick.taskId(), Agent.named("clerk"), "Look.", "li.na", 100);
        return new RunResult(
                task,
                reason,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Usage.NONE,
                Optional.empty(),
                new Account(task.account(), 100, 0, 0),
                List.of(),
                List.of(),
                0);
    }

    private static Instant hour(int hour) {
        return SIX.plus(Duration.ofHours(hour - 6L));
    }
}
