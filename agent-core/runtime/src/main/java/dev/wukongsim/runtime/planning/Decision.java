package dev.wukongsim.runtime.planning;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to do next. A planner returns it, the runner carries it out. */
public sealed interface Decision {

    /**
     * Ask the model.
     *
     * @param prompt said to the model first, as the user; null to go on with the conversation as it is
     * @param withTools whether the agent's tools are offered
     */
    record CallModel(Purpose purpose, @Nullable String prompt, boolean withTools) implements Decision {
        public CallModel {
            requireNonNull(purpose, "purpose is null");
        }
    }

    /** Call tools, in this order. */
    record CallTools(List<ToolExecutionRequest> calls) implements Decision {
        public CallTools {
            calls = List.copyOf(calls);
        }
    }

    /** The task is done. */
    record Finish(String answer) implements Decision {
        public Finish {
            requireNonNull(answer, "answer is null");
        }
    }

    /** The task cannot be done. */
    record GiveUp(String reason) implements Decision {
        public GiveUp {
            requireNonNull(reason, "reason is null");
        }
    }
}
