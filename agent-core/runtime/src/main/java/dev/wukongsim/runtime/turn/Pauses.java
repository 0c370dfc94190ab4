package dev.wukongsim.runtime.turn;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Waiting;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.ParkedException;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Where a task cannot go on by itself, for lack of money, time or a model. It waits until somebody lets it go on. Each pause is
 * a durable wait, so that a replay passes through the pauses that are over and stops at the one that is not. A turn of a
 * conversation does not wait, as the next turn goes on instead; it ends.
 */
public final class Pauses {

    private static final Duration FOREVER = Duration.between(Instant.EPOCH, Wait.FOREVER);

    private final Task task;
    private final DurableContext context;
    private final RunListener listener;
    private int passed;

    public Pauses(Task task, DurableContext context, RunListener listener) {
        this.task = task;
        this.context = context;
        this.listener = listener;
    }

    /** What ends a pause: the task's budget by then. */
    private record Resumed(long budget) {}

    /**
     * What came of a pause.
     *
     * @param stop empty if somebody has let the task go on
     * @param budget of the task that goes on
     */
    public record Outcome(Optional<Progress> stop, OptionalLong budget) {}

    /** Pause; the run ends so until somebody lets the task go on. */
    public Outcome pause(int step, Progress.Ended end) {
        if (task.session().isPresent()) {
            return new Outcome(Optional.of(end), OptionalLong.empty());
        }
        OptionalLong budget = await(end);
        if (budget.isEmpty()) {
            return new Outcome(Optional.of(new Progress.Paused(end)), budget);
        }
        listener.onEvent(new RunEvent.TaskResumed(step, passed, budget.getAsLong()));
        return new Outcome(Optional.empty(), budget);
    }

    private OptionalLong await(Progress.Ended end) {
        passed++;
        Waiting waiting = new Waiting("resume:" + passed, Wait.Kind.ALLOWANCE, requireNonNull(end.message()), FOREVER);
        try {
            return context.await(waiting, Resumed.class, Optional::empty).stream()
                    .mapToLong(Resumed::budget)
                    .findFirst();
        } catch (ParkedException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * How to let the task go on, for the end of a message.
     *
     * @param lead what comes before the command
     * @return empty for a turn of a conversation
     */
    public static String remedy(Task task, String lead) {
        return task.session().isPresent() ? "" : lead + "wukong resume " + task.id();
    }

    /** Let a task go on that has paused; nothing happens to one that has not. */
    public static void end(Journal journal, String task, long budget) {
        open(journal, task).forEach(wait -> journal.answer(wait, Canonical.json(new Resumed(budget))));
    }

    /** Whether a task has paused, and nobody has let it go on. */
    public static boolean isOpen(Journal journal, String task) {
        return open(journal, task).findAny().isPresent();
    }

    private static Stream<Wait> open(Journal journal, String task) {
        return journal.waits().stream().filter(wait -> wait.task().equals(task) && wait.kind() == Wait.Kind.ALLOWANCE);
    }
}
