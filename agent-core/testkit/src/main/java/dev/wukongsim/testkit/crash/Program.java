package dev.wukongsim.testkit.crash;

import dev.wukongsim.runtime.agent.RunResult;
import java.util.List;

/**
 * A process that carries out one task. It makes everything anew, and knows of earlier processes only what is in the stores.
 *
 * <pre>{@code
 * for (CrashPoint point : program.points(Stores.inMemory())) {
 *     Stores stores = Stores.inMemory();
 *     program.dieAt(point, stores);
 *     RunResult result = program.carryOut(stores);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Program {

    /** Bring the task from where it is to its end. */
    RunResult carryOut(Stores stores);

    /** Where the process can die, found by one that does not. */
    default List<CrashPoint> points(Stores stores) {
        CrashingJournal journal = CrashingJournal.watching(stores.journal());
        carryOut(stores.through(journal));
        return journal.passed();
    }

    /**
     * Begin the task and die.
     *
     * @throws AssertionError if the process does not come to this point
     */
    default void dieAt(CrashPoint point, Stores stores) {
        try {
            carryOut(stores.through(CrashingJournal.dyingAt(point, stores.journal())));
        } catch (Crash dead) {
            return;
        }
        throw new AssertionError("The process did not come to " + point);
    }
}
