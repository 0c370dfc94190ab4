package dev.wukongsim.runtime.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Repeat;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.planning.Decision;
import dev.wukongsim.runtime.planning.TaskState;
import dev.wukongsim.runtime.policy.Approver.Answer;
import dev.wukongsim.runtime.policy.Policy;
import dev.wukongsim.runtime.policy.Verdict;
import dev.wukongsim.runtime.tool.Caller;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolContract.Idempotency;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/** Carries out the decision to call tools: policy first, then a person if policy says so, then the tool, once. */
final class ToolTurn {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Task task;
    private final ToolRegistry tools;
    private final Policy policy;
    private final Approvals approvals;
    private final DurableContext context;
    private final RunListener listener;

    ToolTurn(
            Task task,
            ToolRegistry tools,
            Policy policy,
            Approvals approvals,
            DurableContext context,
            RunListener listener) {
        this.task = task;
        this.tools = tools;
        this.policy = policy;
        this.approvals = approvals;
        this.context = context;
        this.listener = listener;
    }

    /** A tool result as the journal keeps it. */
    private record Kept(String outcome, String content) {}

    Progress take(int step, TaskState state, Decision.CallTools decision) {
        if (LoopGuard.isStuck(state)) {
            return Progress.Ended.early(
                    StopReason.LOOP_DETECTED,
                    state,
                    "The agent asked for the same tool calls %d times in a row: %s"
                            .formatted(LoopGuard.REPEATS, names(decision.calls())));
        }
        TaskState next = state;
        for (ToolExecutionRequest request : decision.calls()) {
            Optional<ToolResult> result = answer(step, request);
            if (result.isEmpty()) {
                return new Progress.Paused(Progress.Ended.early(
                        StopReason.AWAITING_APPROVAL,
                        next,
                        "Tool '%s' wants confirmation by %s and nobody is there to give it; run again with --yes, or list the tool under 'confirmed'"
                                .formatted(request.name(), task.employee())));
            }
            next = next.withToolResult(request, result.get().content());
        }
        return new Progress.Continued(next);
    }

    /** The answer to one call; empty if it waits for a person. */
    private Optional<ToolResult> answer(int step, ToolExecutionRequest request) {
        ObjectNode arguments;
        try {
            arguments = arguments(request.arguments());
        } catch (JsonProcessingException | ClassCastException e) {
            ToolResult wrong = new ToolResult.Retry(
                    "Arguments of tool '" + request.name() + "' must be a JSON object, not: " + request.arguments());
            listener.onEvent(new RunEvent.ToolCalled(step, request.id(), request.name(), JSON.createObjectNode()));
            return Optional.of(returned(step, request, wrong));
        }
        ToolCall call = new ToolCall(
                request.id(),
                request.name(),
                arguments,
                new Caller(task.id(), task.agent().name(), task.employee()),
                task.id() + ":" + step + ":" + request.id());
        listener.onEvent(new RunEvent.ToolCalled(step, call.id(), call.name(), arguments));
        return judged(step, call).map(result -> returned(step, request, result));
    }

    private Optional<ToolResult> judged(int step, ToolCall call) {
        Optional<Tool> tool = tools.find(call.name());
        if (tool.isEmpty()) {
            return Optional.of(tools.call(call));
        }
        return switch (policy.judge(call, tool.get())) {
            case Verdict.Allow allow -> Optional.of(once(call, tool.get()));
            case Verdict.Deny deny -> Optional.of(new ToolResult.Denied(deny.reason()));
            case Verdict.Ask ask -> asked(step, call, tool.get(), ask.reason());
        };
    }

    private Optional<ToolResult> asked(int step, ToolCall call, Tool tool, String reason) {
        listener.onEvent(new RunEvent.ApprovalAsked(step, call.id(), call.name(), reason));
        Answer answer = approvals.ask(call, reason);
        listener.onEvent(new RunEvent.ApprovalAnswered(step, call.id(), answer));
        return switch (answer) {
            case GRANTED -> Optional.of(once(call, tool));
            case DENIED -> Optional.of(new ToolResult.Denied(call.caller().employee() + " did not agree to this call"));
            case NOBODY -> Optional.empty();
        };
    }

    private ToolResult once(ToolCall call, Tool tool) {
        Repeat repeat = tool.contract().idempotency() == Idempotency.NONE ? Repeat.UNSAFE : Repeat.SAFE;
        Kept kept = context.step("tool", call, repeat, Kept.class, attempt -> {
            ToolResult result = tools.call(call);
            return new Kept(result.outcome(), result.content());
        });
        return ToolResult.of(kept.outcome(), kept.content());
    }

    private ToolResult returned(int step, ToolExecutionRequest request, ToolResult result) {
        listener.onEvent(
                new RunEvent.ToolReturned(step, request.id(), request.name(), result.outcome(), result.content()));
        return result;
    }

    private static ObjectNode arguments(String json) throws JsonProcessingException {
        return json == null || json.isBlank() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(json);
    }

    private static String names(List<ToolExecutionRequest> calls) {
        return String.join(", ", calls.stream().map(ToolExecutionRequest::name).toList());
    }
}
