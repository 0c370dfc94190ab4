package dev.wukongsim.runtime.turn.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Waiting;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.planning.Decision;
import dev.wukongsim.runtime.planning.TaskState;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.policy.Approver.Answer;
import dev.wukongsim.runtime.policy.Policy;
import dev.wukongsim.runtime.policy.Verdict;
import dev.wukongsim.runtime.tool.AskPerson;
import dev.wukongsim.runtime.tool.Caller;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.ToolResult;
import dev.wukongsim.runtime.turn.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out the decision to call tools: policy first, then a person if policy says so, then the tool, once. */
public final class ToolTurn {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY = 32;

    private final Task task;
    private final ToolRegistry tools;
    private final Policy policy;
    private final Approver person;
    private final Approvals approvals;
    private final ToolSteps steps;
    private final DurableContext context;
    private final RunListener listener;

    public ToolTurn(
            Task task,
            ToolRegistry tools,
            Policy policy,
            Approver person,
            DurableContext context,
            RunListener listener) {
        this.task = task;
        this.tools = tools;
        this.policy = policy;
        this.person = person;
        this.approvals = new Approvals(task, context, policy, person);
        this.steps = new ToolSteps(tools, context);
        this.context = context;
        this.listener = listener;
    }

    /** The documents that calls have changed so far, and the versions they left. */
    public Map<String, Long> documents() {
        return steps.documents();
    }

    /**
     * Call the tools of one decision, one after the other.
     *
     * @throws dev.wukongsim.runtime.durable.ParkedException if a call waits for a person
     */
    public Progress take(int step, TaskState state, Decision.CallTools decision) {
        if (LoopGuard.isStuck(state)) {
            return Progress.Ended.early(
                    StopReason.LOOP_DETECTED,
                    state,
                    "The agent asked for the same tool calls %d times in a row: %s"
                            .formatted(LoopGuard.REPEATS, names(decision.calls())));
        }
        TaskState next = state;
        int number = 0;
        for (ToolExecutionRequest request : decision.calls()) {
            number++;
            ToolResult result = answer(step, number, request);
            listener.onEvent(
                    new RunEvent.ToolReturned(step, request.id(), request.name(), result.outcome(), result.content()));
            next = next.withToolResult(request, result.content());
        }
        return new Progress.Continued(next);
    }

    private ToolResult answer(int step, int number, ToolExecutionRequest request) {
        ObjectNode arguments;
        try {
            arguments = arguments(request.arguments());
        } catch (JsonProcessingException | ClassCastException e) {
            listener.onEvent(new RunEvent.ToolCalled(step, request.id(), request.name(), JSON.createObjectNode()));
            return new ToolResult.Retry(
                    "Arguments of tool '" + request.name() + "' must be a JSON object, not: " + request.arguments());
        }
        ToolCall call = new ToolCall(
                request.id(),
                request.name(),
                arguments,
                new Caller(task.id(), task.agent().name(), task.employee()),
                key(step, number, request.name(), arguments));
        listener.onEvent(new RunEvent.ToolCalled(step, call.id(), call.name(), arguments));
        return tools.find(call.name()).map(tool -> judged(step, call, tool)).orElseGet(() -> tools.call(call));
    }

    /** The same in every attempt, by whichever process, and different for every other call. */
    private String key(int step, int number, String tool, ObjectNode arguments) {
        return Canonical.hash(List.of(task.id(), step, number, tool, arguments)).substring(0, KEY);
    }

    /** A verdict as the journal keeps it: it is not judged again by the rules of a later day. */
    private record Judged(String verdict, @Nullable String reason) {

        static Judged of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Allow allow -> new Judged("allow", null);
                case Verdict.Ask ask -> new Judged("ask", ask.reason());
                case Verdict.Deny deny -> new Judged("deny", deny.reason());
            };
        }

        Verdict read() {
            String why = String.valueOf(reason);
            return switch (verdict) {
                case "allow" -> new Verdict.Allow();
                case "ask" -> new Verdict.Ask(why);
                default -> new Verdict.Deny(why);
            };
        }
    }

    private ToolResult judged(int step, ToolCall call, Tool tool) {
        Judged judged = context.note("policy", call, Judged.class, () -> Judged.of(policy.judge(call, tool)));
        return switch (judged.read()) {
            case Verdict.Allow allow -> allowed(step, call, tool);
            case Verdict.Deny deny -> new ToolResult.Denied(deny.reason());
            case Verdict.Ask ask -> asked(step, call, tool, ask.reason());
        };
    }

    private ToolResult asked(int step, ToolCall call, Tool tool, String reason) {
        listener.onEvent(new RunEvent.ApprovalAsked(step, call.id(), call.name(), reason));
        Approvals.Outcome outcome = approvals.ask(call, tool, reason);
        listener.onEvent(new RunEvent.ApprovalAnswered(
                step, call.id(), outcome.granted() ? Answer.GRANTED : Answer.DENIED, outcome.by(), outcome.reason()));
        return outcome.granted() ? allowed(step, call, tool) : new ToolResult.Denied(refusal(call, outcome));
    }

    private static String refusal(ToolCall call, Approvals.Outcome outcome) {
        String who = outcome.by() == null ? call.caller().employee() : outcome.by();
        return who + " did not agree to this call" + (outcome.reason() == null ? "" : ": " + outcome.reason());
    }

    private ToolResult allowed(int step, ToolCall call, Tool tool) {
        return tool.handler() instanceof AskPerson ? put(step, call) : steps.once(call, tool);
    }

    /** Put a question to the person. */
    private ToolResult put(int step, ToolCall call) {
        Question question = new Question(AskPerson.question(call), task.agent().name(), task.employee());
        listener.onEvent(new RunEvent.QuestionAsked(step, call.id(), question.question()));
        Waiting waiting = new Waiting(
                "question:" + call.idempotencyKey(),
                Wait.Kind.QUESTION,
                question,
                task.agent().limits().patience());
        Optional<Question.Answer> answer = context.await(
                waiting,
                Question.Answer.class,
                () -> person.answer(question.question()).map(text -> new Question.Answer(text, task.employee())));
        listener.onEvent(new RunEvent.QuestionAnswered(
                step,
                call.id(),
                answer.map(Question.Answer::by).orElse(null),
                answer.map(Question.Answer::text).orElse(null)));
        return answer.<ToolResult>map(given -> new ToolResult.Success(given.text()))
                .orElseGet(() -> new ToolResult.Failure(
                        task.employee() + " did not answer within " + waiting.atMost() + "; go on without the answer"));
    }

    private static ObjectNode arguments(String json) throws JsonProcessingException {
        return json == null || json.isBlank() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(json);
    }

    private static String names(List<ToolExecutionRequest> calls) {
        return String.join(", ", calls.stream().map(ToolExecutionRequest::name).toList());
    }
}
