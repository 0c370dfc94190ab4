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

    /** Carry out the task of a tick; interrupting the thread cancels it. */
    RunResult run(Tick tick);
}
