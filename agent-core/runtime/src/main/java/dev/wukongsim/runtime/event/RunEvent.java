package dev.wukongsim.runtime.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.runtime.policy.Approver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. All that logs, tests, terminals and replays know of a run, they know from these.
 *
 * <p>Steps count the planner's decisions from 1; token counts are whole tokens.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.TaskStarted.class, name = "task_started"),
    @JsonSubTypes.Type(value = RunEvent.ModelAsked.class, name = "model_asked"),
    @JsonSubTypes.Type(value = RunEvent.ModelReplied.class, name = "model_replied"),
    @JsonSubTypes.Type(value = RunEvent.ModelFailed.class, name = "model_failed"),
    @JsonSubTypes.Type(value = RunEvent.BudgetRefused.class, name = "budget_refused"),
    @JsonSubTypes.Type(value = RunEvent.BudgetAlert.class, name = "budget_alert"),
    @JsonSubTypes.Type(value = RunEvent.ModelDegraded.class, name = "model_degraded"),
    @JsonSubTypes.Type(value = RunEvent.ModelFellBack.class, name = "model_fell_back"),
    @JsonSubTypes.Type(value = RunEvent.TaskForked.class, name = "task_forked"),
    @JsonSubTypes.Type(value = RunEvent.TaskResumed.class, name = "task_resumed"),
    @JsonSubTypes.Type(value = RunEvent.ToolCalled.class, name = "tool_called"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalAsked.class, name = "approval_asked"),
    @JsonSubTypes.Type(value = RunEvent.ApprovalAnswered.class, name = "approval_answered"),
    @JsonSubTypes.Type(value = RunEvent.QuestionAsked.class, name = "question_asked"),
    @JsonSubTypes.Type(value = RunEvent.QuestionAnswered.class, name = "question_answered"),
    @JsonSubTypes.Type(value = RunEvent.ToolReturned.class, name = "tool_returned"),
    @JsonSubTypes.Type(value = RunEvent.TaskEnded.class, name = "task_ended")
})
public sealed interface RunEvent {

    /**
     * A task began.
     *
     * @param budget tokens the whole task may use
     */
    record TaskStarted(
            String task, String agent, String planner, String model, String employee, String goal, long budget)
            implements RunEvent {}

    /**
     * The model is about to be asked.
     *
     * @param attempt from 1
     * @param prompt what the planner says first; null if nothing
     */
    record ModelAsked(
            int step,
            Purpose purpose,
            int attempt,
            @Nullable String prompt) implements RunEvent {}

    /**
     * The model answered.
     *
     * @param held tokens that were reserved for the call
     * @param cost null if the model has no known price
     */
    record ModelReplied(
            int step,
            @Nullable String thinking,
            @Nullable String text,
            List<RequestedCall> calls,
            long held,
            Usage usage,
            @Nullable Money cost)
            implements RunEvent {

        public ModelReplied {
            calls = List.copyOf(calls);
        }
    }

    /** A tool call as the model wrote it. */
    record RequestedCall(String id, String name, String arguments) {}

    /**
     * A model call brought no answer.
     *
     * @param usage what it is charged with
     * @param cost null if the model has no known price
     * @param retrying whether the same model is asked again
     */
    record ModelFailed(
            int step,
            int attempt,
            ModelException.Kind kind,
            String message,
            Usage usage,
            @Nullable Money cost,
            boolean retrying)
            implements RunEvent {}

    /** A request did not leave, for lack of budget; where the budget is only audited, it left all the same. */
    record BudgetRefused(int step, String reason) implements RunEvent {}

    /**
     * A call of this run brought an account's spending to a part of its limit. Each part is told once.
     *
     * @param percent 50, 80 or 100
     * @param spent in the account's unit, as is the limit
     */
    record BudgetAlert(int step, String account, int percent, long spent, long limit) implements RunEvent {}

    /** From here on a cheaper model is asked. */
    record ModelDegraded(int step, String from, String to) implements RunEvent {}

    /**
     * The model that was asked cannot answer, and from here on another one is asked.
     *
     * @param kind of the failure that this model could not overcome
     */
    record ModelFellBack(int step, String from, String to, ModelException.Kind kind) implements RunEvent {}

    /**
     * The task began where another one stood before a step; its first step here has that number.
     *
     * @param parent id of the other task
     */
    record TaskForked(String parent, int step) implements RunEvent {}

    /**
     * A task that waited for money, time or a model goes on.
     *
     * @param pause counts from 1
     * @param budget tokens the whole task may use by now
     */
    record TaskResumed(int step, int pause, long budget) implements RunEvent {}

    /** A tool is about to be called. */
    record ToolCalled(int step, String id, String name, JsonNode arguments) implements RunEvent {}

    /** A person is asked to agree to a call. */
    record ApprovalAsked(int step, String id, String name, String reason) implements RunEvent {}

    /**
     * What came of asking.
     *
     * @param by who answered; null if nobody did in time
     * @param reason why, in that person's words; null if nothing was said
     */
    record ApprovalAnswered(
            int step,
            String id,
            Approver.Answer answer,
            @Nullable String by,
            @Nullable String reason) implements RunEvent {}

    /** A person is asked a question. */
    record QuestionAsked(int step, String id, String question) implements RunEvent {}

    /**
     * What came of the question.
     *
     * @param by who answered; null if nobody did in time
     * @param text the answer; null if there is none
     */
    record QuestionAnswered(
            int step,
            String id,
            @Nullable String by,
            @Nullable String text) implements RunEvent {}

    /**
     * A tool answered.
     *
     * @param outcome {@code success}, {@code retry}, {@code failure} or {@code denied}
     */
    record ToolReturned(int step, String id, String name, String outcome, String content) implements RunEvent {}

    /**
     * A task ended.
     *
     * @param answer what the agent says; partial unless the task is completed
     * @param message what went wrong and what to do; null if nothing did
     * @param cost null if a call had no known price
     */
    record TaskEnded(
            StopReason stopReason,
            @Nullable String answer,
            @Nullable String message,
            Usage usage,
            @Nullable Money cost) implements RunEvent {}
}
