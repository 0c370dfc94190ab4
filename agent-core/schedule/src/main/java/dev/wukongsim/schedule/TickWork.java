package dev.wukongsim.schedule;

import dev.wukongsim.runtime.agent.RunResult;
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
     * was {@linkplain Aftermath#CUT_OFF cut off}.
     */
    boolean isCutOff(Tick tick);
}
