package dev.wukongsim.runtime.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannersTests {

    private static final TaskState BEGINNING = TaskState.beginning(List.of(UserMessage.from("Do it.")));
    private static final ToolExecutionRequest CALL = ToolExecutionRequest.builder()
            .id("c1")
            .name("desk.add")
            .arguments("{}")
            .build();

    private final Planner react = Planners.standard().named("react");
    private final Planner planAndExecute = Planners.standard().named("plan-and-execute");

    @Test
    void reactGivesUpOnAnEmptyAnswer() {
        TaskState state = BEGINNING.withReply(Purpose.ACT, AiMessage.from(""));

        assertThat(react.decide(state)).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void reactCallsOnlyWhatIsNotAnsweredYet() {
        ToolExecutionRequest other = CALL.toBuilder().id("c2").build();
        TaskState state = BEGINNING
                .withReply(Purpose.ACT, AiMessage.from(List.of(CALL, other)))
                .withToolResult(CALL, "3");

        assertThat(react.decide(state)).isEqualTo(new Decision.CallTools(List.of(other)));
    }

    @Test
    void planAndExecuteAsksOnceMoreForAPlanAndThenGivesUp() {
        TaskState noPlan = BEGINNING.withReply(Purpose.PLAN, AiMessage.from("I would rather not."));
        TaskState stillNoPlan = noPlan.withReply(Purpose.PLAN, AiMessage.from("[\"only one step\"]"));

        assertThat(planAndExecute.decide(noPlan))
                .isInstanceOfSatisfying(
                        Decision.CallModel.class,
                        call -> assertThat(call.prompt()).startsWith("That is no JSON array"));
        assertThat(planAndExecute.decide(stillNoPlan)).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void planAndExecuteFinishesAStepBeforeItBeginsTheNext() {
        TaskState planned = BEGINNING.withReply(Purpose.PLAN, AiMessage.from("[\"a\",\"b\"]"));
        TaskState working = planned.withReply(Purpose.ACT, AiMessage.from(CALL)).withToolResult(CALL, "3");
        TaskState stepDone = working.withReply(Purpose.ACT, AiMessage.from("It is 3."));

        assertThat(planAndExecute.decide(planned))
                .isEqualTo(new Decision.CallModel(Purpose.ACT, "Step 1 of 2: a", true));
        assertThat(planAndExecute.decide(working)).isEqualTo(new Decision.CallModel(Purpose.ACT, null, true));
        assertThat(planAndExecute.decide(stepDone))
                .isEqualTo(new Decision.CallModel(Purpose.ACT, "Step 2 of 2: b", true));
    }

    @Test
    void planAndExecutePlansWhatAnotherPlannerBegan() {
        TaskState begun = BEGINNING.withReply(Purpose.ACT, AiMessage.from(CALL)).withToolResult(CALL, "3");
        TaskState planned = begun.withReply(Purpose.ACT, AiMessage.from("It is 3."))
                .withReply(Purpose.PLAN, AiMessage.from("[\"a\",\"b\"]"));

        assertThat(planAndExecute.decide(begun))
                .isInstanceOfSatisfying(
                        Decision.CallModel.class,
                        call -> assertThat(call.purpose()).isEqualTo(Purpose.ACT));
        assertThat(planAndExecute.decide(begun.withReply(Purpose.ACT, AiMessage.from("It is 3."))))
                .isInstanceOfSatisfying(
                        Decision.CallModel.class,
                        call -> assertThat(call.purpose()).isEqualTo(Purpose.PLAN));
        assertThat(planAndExecute.decide(planned))
                .isEqualTo(new Decision.CallModel(Purpose.ACT, "Step 1 of 2: a", true));
    }

    @Test
    void plannersOfOnesOwnJoinTheStandardOnes() {
        Planners planners = Planners.standard().with("lazy", state -> new Decision.GiveUp("too tired"));

        assertThat(planners.names()).containsExactlyInAnyOrder("react", "plan-and-execute", "lazy");
    }
}
