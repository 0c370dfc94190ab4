package dev.wukongsim.runtime.turn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LastRequestTests {

    private static final TokenCounter COUNTER = TokenCounter.bytes();
    private static final SystemMessage INSTRUCTIONS = SystemMessage.from("You check expenses.");
    private static final UserMessage GOAL = UserMessage.from("Check EXP-1.");
    private static final UserMessage ORDER = UserMessage.from(LastRequest.ORDER);
    private static final AiMessage SAID = AiMessage.from("I look it up.");
    private static final ToolExecutionRequest CALL = call("c1");
    private static final AiMessage ASKED = AiMessage.from(CALL);
    private static final ToolExecutionResultMessage FOUND = ToolExecutionResultMessage.from(CALL, "EXP-1: 12.00 CNY");

    @Test
    void takesTheWholeConversationWhereThereIsRoom() {
        ChatRequest request = in(10_000, SAID, ASKED, FOUND).orElseThrow();

        assertThat(request.messages()).containsExactly(INSTRUCTIONS, GOAL, SAID, ASKED, FOUND, ORDER);
        assertThat(request.toolSpecifications()).isNullOrEmpty();
    }

    @Test
    void leavesOutWhatWasSaidBeforeTheTask() {
        List<ChatMessage> messages =
                List.of(INSTRUCTIONS, UserMessage.from("Hello."), AiMessage.from("Hi."), GOAL, SAID);

        ChatRequest request = request(10_000).in(1, "qwen-plus", messages).orElseThrow();

        assertThat(request.messages()).containsExactly(INSTRUCTIONS, GOAL, SAID, ORDER);
    }

    @Test
    void dropsTheBeginningFirstAndNeverPartsACallFromItsResult() {
        assertThat(LongStream.rangeClosed(0, 4_000).mapToObj(reserve -> in(reserve, SAID, ASKED, FOUND)))
                .filteredOn(Optional::isPresent)
                .extracting(request -> request.get().messages().size())
                .containsOnly(3, 5, 6)
                .isSorted();
    }

    @Test
    void fitsIntoTheReserveWhateverItsSize() {
        for (long reserve = 0; reserve <= 4_000; reserve += 7) {
            long room = reserve;
            in(reserve, SAID, ASKED, FOUND).ifPresent(request -> {
                assertThat(COUNTER.count(request) + request.maxOutputTokens()).isLessThanOrEqualTo(room);
                assertThat(request.maxOutputTokens()).isGreaterThanOrEqualTo(64);
            });
        }
    }

    @Test
    void isNotMadeWhereInstructionsAndGoalLeaveNoRoom() {
        assertThat(in(100, SAID)).isEmpty();
        assertThat(in(0, SAID)).isEmpty();
    }

    @Test
    void cutsLongTextsRatherThanLeavingThemOut() {
        ToolExecutionResultMessage huge = ToolExecutionResultMessage.from(CALL, "长".repeat(5_000));

        ChatRequest request = in(4_000, ASKED, huge).orElseThrow();

        assertThat(request.messages()).hasSize(5);
        assertThat(((ToolExecutionResultMessage) request.messages().get(3)).text())
                .isEqualTo("长".repeat(240) + "…");
    }

    @Test
    void keepsWhatWasSaidWithCallsThatNobodyAnswered() {
        AiMessage half = AiMessage.from("I file it.", List.of(CALL, call("c2")));

        assertThat(in(10_000, half, FOUND).orElseThrow().messages())
                .containsExactly(INSTRUCTIONS, GOAL, AiMessage.from("I file it."), ORDER);
        assertThat(in(10_000, ASKED).orElseThrow().messages()).containsExactly(INSTRUCTIONS, GOAL, ORDER);
    }

    private static Optional<ChatRequest> in(long reserve, ChatMessage... afterGoal) {
        List<ChatMessage> messages = new ArrayList<>(List.of(INSTRUCTIONS, GOAL));
        messages.addAll(List.of(afterGoal));
        return request(reserve).in(1, "qwen-plus", messages);
    }

    private static LastRequest request(long reserve) {
        Task task = Task.of(
                "t-1", Agent.named("clerk").withInstructions("You check expenses."), "Check EXP-1.", "li.na", 50_000);
        return new LastRequest(task.withShortage(new Shortage.Ladder(reserve)), COUNTER);
    }

    private static ToolExecutionRequest call(String id) {
        return ToolExecutionRequest.builder()
                .id(id)
                .name("documents.read")
                .arguments("{}")
                .build();
    }
}
