package dev.wukongsim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.alibaba.dashscope.aigc.generation.Generation;
import com.alibaba.dashscope.aigc.generation.GenerationParam;
import com.alibaba.dashscope.aigc.generation.GenerationResult;
import com.alibaba.dashscope.common.Message;
import com.alibaba.dashscope.common.Role;
import com.alibaba.dashscope.exception.ApiException;
import com.alibaba.dashscope.tools.FunctionDefinition;
import com.alibaba.dashscope.tools.ToolCallFunction;
import com.alibaba.dashscope.tools.ToolFunction;
import com.google.gson.JsonParser;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Generation in the provider's own protocol, by the provider's own SDK: each test looks at what its objects show. */
class DashScopeJavaIntegrationTests {

    private static final String ANSWER = "A hotel may cost up to 600 yuan.";

    private final MockQwen mock = MockQwen.builder(Replies.of(
                    Turn.say(ANSWER).when(When.user("hotel")),
                    Turn.say("42").thinking("Six times seven.").when(When.user("six times seven")),
                    Turn.call("weather_at", "{\"city\":\"杭州\"}")
                            .andCall("weather_at", "{\"city\":\"北京\"}")
                            .when(When.user("weather"))))
            .requiredKey("sk-right")
            .start();
    private final Generation generation = new Generation("http", "http://127.0.0.1:" + mock.port() + "/api/v1");

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void readsAPlainAnswerWithItsUsage() throws Exception {
        GenerationResult result =
                generation.call(question("May a hotel cost 600 yuan?").build());

        assertThat(text(result)).isEqualTo(ANSWER);
        assertThat(finishReason(result)).isEqualTo("stop");
        assertThat(result.getRequestId()).isNotBlank();
        assertThat(result.getUsage().getTotalTokens())
                .isEqualTo(
                        result.getUsage().getInputTokens() + result.getUsage().getOutputTokens());
    }

    @Test
    void streamsPieces() throws Exception {
        List<GenerationResult> results =
                stream(question("May a hotel cost 600 yuan?").incrementalOutput(true));

        assertThat(results).hasSizeGreaterThan(5);
        assertThat(results.stream().map(DashScopeJavaIntegrationTests::text).collect(Collectors.joining()))
                .isEqualTo(ANSWER);
        assertThat(finishReason(results.getFirst())).isEqualTo("null");
        assertThat(finishReason(results.getLast())).isEqualTo("stop");
    }

    /** Without a word of the client's the endpoint repeats the whole text each time. */
    @Test
    void streamsTheWholeTextEachTime() throws Exception {
        assertThatTextsGrow(stream(question("May a hotel cost 600 yuan?")));
    }

    /** The SDK asks for pieces then, and puts them together itself. */
    @Test
    void putsPiecesTogetherWhenItIsToldNotToWantThem() throws Exception {
        assertThatTextsGrow(stream(question("May a hotel cost 600 yuan?").incrementalOutput(false)));
    }

    @Test
    void findsTheThinkingBesideTheAnswer() throws Exception {
        List<GenerationResult> results =
                stream(question("What is six times seven?").enableThinking(true).incrementalOutput(true));

        assertThat(results.stream()
                        .map(result -> message(result).getReasoningContent())
                        .filter(piece -> piece != null)
                        .collect(Collectors.joining()))
                .isEqualTo("Six times seven.");
        assertThat(results.stream().map(DashScopeJavaIntegrationTests::text).collect(Collectors.joining()))
                .isEqualTo("42");
        assertThat(results.getLast().getUsage().getOutputTokensDetails().getReasoningTokens())
                .isPositive();
    }

    @Test
    void callsToolsInParallel() throws Exception {
        ToolFunction weather = ToolFunction.builder()
                .function(FunctionDefinition.builder()
                        .name("weather_at")
                        .description("The weather at a place.")
                        .parameters(JsonParser.parseString(
                                        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
                                .getAsJsonObject())
                        .build())
                .build();

        GenerationResult result = generation.call(question("How is the weather in 杭州 and 北京?")
                .tools(List.of(weather))
                .build());

        assertThat(finishReason(result)).isEqualTo("tool_calls");
        assertThat(message(result).getToolCalls())
                .extracting(call -> ((ToolCallFunction) call).getFunction().getName())
                .containsExactly("weather_at", "weather_at");
        assertThat(message(result).getToolCalls())
                .extracting(call -> ((ToolCallFunction) call).getFunction().getArguments())
                .satisfiesExactly(
                        first -> assertThat(first).contains("杭州"),
                        second -> assertThat(second).contains("北京"));
    }

    @Test
    void knowsAWrongKey() {
        ApiException error = catchThrowableOfType(
                ApiException.class,
                () -> generation.call(question("hotel").apiKey("sk-wrong").build()));

        assertThat(error.getStatus().getStatusCode()).isEqualTo(401);
        assertThat(error.getStatus().getCode()).isEqualTo("InvalidApiKey");
        assertThat(error.getStatus().getRequestId()).isNotBlank();
    }

    @Test
    void knowsAModelThatDoesNotExist() {
        ApiException error = catchThrowableOfType(
                ApiException.class,
                () -> generation.call(question("hotel").model("qwen-imaginary").build()));

        assertThat(error.getStatus().getStatusCode()).isEqualTo(404);
        assertThat(error.getStatus().getCode()).isEqualTo("ModelNotFound");
    }

    private static void assertThatTextsGrow(List<GenerationResult> results) {
        assertThat(results).hasSizeGreaterThan(5);
        for (int i = 1; i < results.size(); i++) {
            assertThat(text(results.get(i))).startsWith(text(results.get(i - 1)));
        }
        assertThat(text(results.getLast())).isEqualTo(ANSWER);
    }

    private List<GenerationResult> stream(GenerationParam.GenerationParamBuilder<?, ?> question) throws Exception {
        return generation.streamCall(question.build()).toList().blockingGet();
    }

    private static GenerationParam.GenerationParamBuilder<?, ?> question(String text) {
        return GenerationParam.builder()
                .apiKey("sk-right")
                .model("qwen-plus")
                .messages(List.of(Message.builder()
                        .role(Role.USER.getValue())
                        .content(text)
                        .build()))
                .resultFormat(GenerationParam.ResultFormat.MESSAGE);
    }

    private static Message message(GenerationResult result) {
        return result.getOutput().getChoices().getFirst().getMessage();
    }

    private static String text(GenerationResult result) {
        return message(result).getContent();
    }

    private static String finishReason(GenerationResult result) {
        return result.getOutput().getChoices().getFirst().getFinishReason();
    }
}
