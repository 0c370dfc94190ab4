package dev.wukongsim.runtime.turn.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolContract.Risk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call to which a person has to agree.
 *
 * @param employee on whose behalf the agent acts
 * @param reason why a person is asked
 * @param binding hash of the call, its exact arguments and the rules it was judged by; an answer holds for nothing else
 */
public record Approval(
        String tool, JsonNode arguments, String agent, String employee, Risk risk, String reason, String binding) {

    public Approval {
        requireNonNull(tool, "tool is null");
        requireNonNull(arguments, "arguments is null");
        requireNonNull(agent, "agent is null");
        requireNonNull(employee, "employee is null");
        requireNonNull(risk, "risk is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(binding, "binding is null");
    }

    /**
     * What a person said.
     *
     * @param by who said it
     * @param reason why; null if nothing was said
     * @param binding of the approval that was shown to the person
     */
    public record Answer(
            boolean granted, String by, @Nullable String reason, String binding) {
        public Answer {
            requireNonNull(by, "by is null");
            requireNonNull(binding, "binding is null");
        }
    }

    static Approval of(ToolCall call, Tool tool, String policyVersion, String reason) {
        return new Approval(
                call.name(),
                call.arguments(),
                call.caller().agent(),
                call.caller().employee(),
                tool.contract().risk(),
                reason,
                Canonical.hash(List.of(call.name(), call.arguments(), call.caller(), policyVersion)));
    }

    /**
     * The approval that a wait is about.
     *
     * @throws IllegalArgumentException if it is about something else
     */
    public static Approval of(Wait wait) {
        return Canonical.read(wait.subject(), Approval.class);
    }

    /** An answer to exactly this. */
    public Answer answered(boolean granted, String by, @Nullable String why) {
        return new Answer(granted, by, why, binding);
    }
}
