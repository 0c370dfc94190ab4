package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QwenTokenCounterTests {

    private static final ToolSpecification FIND = ToolSpecification.builder()
            .name("directory.find")
            .description("Finds an employee by name. 按姓名查找员工。")
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("name", "the name")
                    .required("name")
                    .build())
            .build();

    private final QwenTokenCounter counter = new QwenTokenCounter();

    @Test
    void addsFiveTokensForEachMessageAndThreeForTheAnswer() {
        long tokens = counter.count(request(SystemMessage.from("You check expenses."), UserMessage.from("你好")));

        assertThat(tokens)
                .isEqualTo(5 + counter.count("You check expenses.") + 5 + counter.count("你好") + 3)
                .isEqualTo(18);
    }

    @Test
    void countsToolsUnderTheirNamesOnTheWire() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("谁是王芳?"))
                .toolSpecifications(FIND)
                .build();

        assertThat(counter.count(request)).isEqualTo(167);
    }

    @Test
    void countsToolCallsAndTheirResults() {
        ChatRequest request = ChatRequest.builder()
                .messages(
                        SystemMessage.from("You are a clerk."),
                        UserMessage.from("谁是王芳?"),
                        AiMessage.from(ToolExecutionRequest.builder()
                                .id("call_1")
                                .name("directory.find")
                                .arguments("{\"name\": \"王芳\"}")
                                .build()),
                        ToolExecutionResultMessage.from("call_1", "directory.find", "{\"id\": \"wang.fang\"}"))
                .toolSpecifications(FIND)
                .build();

        assertThat(counter.count(request)).isEqualTo(213);
    }

    @ParameterizedTest
    @CsvSource({"qwen-plus, 4", "qwen3.6-plus, 4", "unheard-of, 4", "qwen-max, 0", "kimi-k2-thinking, 0"})
    void countsTheEndOfThinkingWhereAModelIsToldNotTo(String model, long more) {
        ChatRequest usual = thinking(model, new ThinkingSetting.Usual());
        ChatRequest off = thinking(model, new ThinkingSetting.Off());
        ChatRequest on = thinking(model, new ThinkingSetting.On());

        assertThat(counter.count(off)).isEqualTo(counter.count(usual) + more);
        assertThat(counter.count(on)).isEqualTo(counter.count(usual));
    }

    private static ChatRequest thinking(String model, ThinkingSetting setting) {
        return ChatRequest.builder()
                .messages(UserMessage.from("你好"))
                .parameters(ModelParameters.builder()
                        .modelName(model)
                        .thinking(setting)
                        .build())
                .build();
    }

    private static ChatRequest request(ChatMessage... messages) {
        return ChatRequest.builder().messages(List.of(messages)).build();
    }
}
