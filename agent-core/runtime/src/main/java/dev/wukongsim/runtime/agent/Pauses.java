package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Waiting;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.ParkedException;
import dev.wukongsim.runtime.durable.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a task has used up what it was allowed, money or time. Each pause is a durable wait, so that a replay passes through
 * the pauses that are over and stops at the one that is not.
 */
final class Pauses {

    private static final Duration FOREVER = Duration.between(Instant.EPOCH, Wait.FOREVER);

    private final DurableContext context;
    private int passed;

    Pauses(DurableContext context) {
        this.context = context;
    }

    /** What ends a pause: the task's budget by then. */
    private record Resumed(long budget) {}

    /** Pause for lack of something; the task's budget if somebody has let it go on, empty if it has to wait. */
    OptionalLong pause(String what) {
        passed++;
        Waiting waiting = new Waiting("resume:" + passed, Wait.Kind.ALLOWANCE, what, FOREVER);
        try {
            return context.await(waiting, Resumed.class, Optional::empty).stream()
                    .mapToLong(Resumed::budget)
                    .findFirst();
        } catch (ParkedException e) {
            return OptionalLong.empty();
        }
    }

    /** How many pauses there have been. */
    int count() {
        return passed;
    }

    /** Let a task go on that waits for more money or time; nothing happens to one that does not. */
    static void end(Journal journal, String task, long budget) {
        journal.waits().stream()
                .filter(wait -> wait.task().equals(task) && wait.kind() == Wait.Kind.ALLOWANCE)
                .forEach(wait -> journal.answer(wait, Canonical.json(new Resumed(budget))));
    }
}
