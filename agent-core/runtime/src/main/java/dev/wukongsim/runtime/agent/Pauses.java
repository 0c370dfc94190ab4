package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Repeat;
import dev.wukongsim.runtime.durable.Journal;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Where a task waits for money. Each pause is a journalled step, and what ends it is a durable signal, so that a replay
 * passes through the pauses that are over and stops at the one that is not.
 */
final class Pauses {

    private static final String STEP = "pause";

    private final DurableContext context;
    private int passed;

    Pauses(DurableContext context) {
        this.context = context;
    }

    /** What ends a pause: the task's budget by then. */
    private record Resumed(long budget) {}

    /** Pause; the new budget if somebody has let the task go on, empty if it has to wait. */
    OptionalLong pause() {
        passed++;
        context.step(STEP, passed, Repeat.SAFE, Integer.class, attempt -> passed);
        return context.await(signal(passed), Resumed.class, Duration.ZERO).stream()
                .mapToLong(Resumed::budget)
                .findFirst();
    }

    /** How many pauses there have been. */
    int count() {
        return passed;
    }

    /** Let a task go on that waits for money; nothing happens to one that does not. */
    static void end(Journal journal, String task, long budget) {
        long pauses = journal.rows(task).stream()
                .filter(row -> row.name().equals(STEP))
                .count();
        if (pauses > 0) {
            journal.signal(task, signal(pauses), "{\"budget\":" + budget + "}");
        }
    }

    private static String signal(long pause) {
        return "resume:" + pause;
    }
}
