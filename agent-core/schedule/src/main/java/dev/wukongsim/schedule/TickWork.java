package dev.wukongsim.schedule;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.event.StopReason;
import java.util.Optional;

/** What is done at a tick. */
public interface TickWork {

    /**
     * What the schedule watches, as it is now. Asks no model.
     *
     * @return empty if it watches nothing, so that every tick is worth a run
     */
    Optional<String> look(Tick tick);

    /** Carry out the task of a tick, or go on with it; interrupting the thread cancels it. */
    RunResult run(Tick tick);

    /**
     * Whether the task of a tick is to go on: it has not stopped, as when its process died before or after it began, or it
     * stopped with a failure.
     */
    boolean isCutOff(Tick tick);

    /** Whether a task that stopped so was cut off: the platform or the model failed, and its state is kept. */
    static boolean isCutOff(StopReason reason) {
        return reason == StopReason.INTERNAL_ERROR || reason == StopReason.MODEL_FAILED;
    }
}
