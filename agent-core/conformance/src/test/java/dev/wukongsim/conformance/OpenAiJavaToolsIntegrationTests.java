package dev.wukongsim.conformance;

import static dev.wukongsim.conformance.OpenAiJava.accumulated;
import static dev.wukongsim.conformance.OpenAiJava.content;
import static dev.wukongsim.conformance.OpenAiJava.message;
import static dev.wukongsim.conformance.OpenAiJava.question;
import static dev.wukongsim.conformance.OpenAiJava.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two tool calls in one answer, plain and streamed, by the OpenAI SDK for Java. */
class OpenAiJavaToolsIntegrationTests {

    private final MockQwen mock = MockQwen.start(
            0,
            Replies.of(
                    Turn.call("WeatherAt", "{\"city\":\"杭州\"}").andCall("WeatherAt", "{\"city\":\"北京\"}"),
                    Turn.say("Rain in 杭州, sun in 北京.").when(When.toolResult("北京: sun"))),
            7);
    private final OpenAIClient client = OpenAiJava.client(mock);

    @JsonClassDescription("The weather at a place.")
    record WeatherAt(
            @JsonPropertyDescription("The city's name.") String city) {}

    @AfterEach
    void stop() {
        client.close();
        mock.close();
    }

    @Test
    void callsToolsInParallelAndBringsTheirResults() {
        ChatCompletionCreateParams.Builder talk =
                question("How is the weather in 杭州 and 北京?").addTool(WeatherAt.class);

        ChatCompletion calls = client.chat().completions().create(talk.build());
        talk.addMessage(message(calls));
        for (ChatCompletionMessageFunctionToolCall call : calls(calls)) {
            String city = call.function().arguments(WeatherAt.class).city();
            talk.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.id())
                    .content(city + (city.equals("杭州") ? ": rain" : ": sun"))
                    .build());
        }
        ChatCompletion answer = client.chat().completions().create(talk.build());

        assertThat(calls.choices().getFirst().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(calls(calls))
                .extracting(call -> call.function().arguments(WeatherAt.class).city())
                .containsExactly("杭州", "北京");
        assertThat(calls(calls))
                .extracting(ChatCompletionMessageFunctionToolCall::id)
                .doesNotHaveDuplicates();
        assertThat(content(answer)).contains("Rain in 杭州, sun in 北京.");
    }

    @Test
    void putsStreamedToolCallsTogether() {
        ChatCompletionCreateParams question = question("How is the weather in 杭州 and 北京?")
                .addTool(WeatherAt.class)
                .build();

        ChatCompletion streamed = accumulated(stream(client, question));

        ChatCompletion plain = client.chat().completions().create(question);
        assertThat(streamed.choices().getFirst().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(parts(calls(streamed))).hasSize(2).isEqualTo(parts(calls(plain)));
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
        return message(answer).toolCalls().orElse(List.of()).stream()
                .map(ChatCompletionMessageToolCall::asFunction)
                .toList();
    }

    private static List<Tuple> parts(List<ChatCompletionMessageFunctionToolCall> calls) {
        return calls.stream()
                .map(call ->
                        tuple(call.id(), call.function().name(), call.function().arguments()))
                .toList();
    }
}
