package dev.wukongsim.runtime.planning;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;
import java.util.Optional;

/**
 * Plan first, then carry out the plan step by step, then answer. The model writes the plan once, without tools; each step
 * is a small conversation with tools that ends with an answer without tool calls. A task that another planner began gets its
 * plan once its open calls are answered.
 */
public final class PlanAndExecutePlanner implements Planner {

    private static final int PLANS_TRIED = 2;

    private static final String ASK_PLAN = """
            First write a plan, do not act yet. Answer with nothing but a JSON array of two to eight strings, each a \
            short step that can be carried out with your tools.""";
    private static final String ASK_PLAN_AGAIN =
            "That is no JSON array of two to eight strings. Answer with the JSON array alone.";
    private static final String ASK_ANSWER = "All steps are done. Give the final answer.";

    @Override
    public Decision decide(TaskState state) {
        List<ToolExecutionRequest> open = state.openCalls();
        if (!open.isEmpty()) {
            return new Decision.CallTools(open);
        }
        return state.lastReply()
                .map(reply -> afterReply(state, reply))
                .orElse(new Decision.CallModel(Purpose.PLAN, ASK_PLAN, false));
    }

    private static Decision afterReply(TaskState state, TaskState.Reply last) {
        return switch (last.purpose()) {
            case PLAN -> afterPlan(state, last);
            case ACT -> afterAct(state, last);
            case ANSWER, WRAPUP ->
                last.text().isBlank()
                        ? new Decision.GiveUp("The model carried out its plan and then gave no answer")
                        : new Decision.Finish(last.text());
        };
    }

    private static Decision afterPlan(TaskState state, TaskState.Reply last) {
        Optional<Plan> plan = Plan.parse(last.text());
        if (plan.isPresent()) {
            return step(plan.get(), 1);
        }
        return plansTried(state) < PLANS_TRIED
                ? new Decision.CallModel(Purpose.PLAN, ASK_PLAN_AGAIN, false)
                : new Decision.GiveUp("The model wrote no plan in " + PLANS_TRIED + " tries");
    }

    private static Decision afterAct(TaskState state, TaskState.Reply last) {
        if (last.message().hasToolExecutionRequests()) {
            return new Decision.CallModel(Purpose.ACT, null, true);
        }
        return plan(state)
                .map(plan -> afterStep(plan, stepsDone(state) + 1))
                .orElse(new Decision.CallModel(Purpose.PLAN, ASK_PLAN, false));
    }

    private static Decision afterStep(Plan plan, int next) {
        return next > plan.steps().size()
                ? new Decision.CallModel(Purpose.ANSWER, ASK_ANSWER, false)
                : step(plan, next);
    }

    private static Decision step(Plan plan, int number) {
        String prompt = "Step %d of %d: %s"
                .formatted(number, plan.steps().size(), plan.steps().get(number - 1));
        return new Decision.CallModel(Purpose.ACT, prompt, true);
    }

    /** The plan; empty if another planner began the task. */
    private static Optional<Plan> plan(TaskState state) {
        return state.replies().stream()
                .filter(reply -> reply.purpose() == Purpose.PLAN)
                .flatMap(reply -> Plan.parse(reply.text()).stream())
                .findFirst();
    }

    private static long plansTried(TaskState state) {
        return state.replies().stream()
                .filter(reply -> reply.purpose() == Purpose.PLAN)
                .count();
    }

    private static int stepsDone(TaskState state) {
        return (int) state.replies().stream()
                .dropWhile(reply -> reply.purpose() != Purpose.PLAN)
                .filter(reply -> reply.purpose() == Purpose.ACT)
                .filter(reply -> !reply.message().hasToolExecutionRequests())
                .count();
    }
}
