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
import com.openai.core.JsonValue;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chat by the OpenAI SDK for Java: each test looks at what the SDK's own objects show. */
class OpenAiJavaChatIntegrationTests {

    private final MockQwen mock = MockQwen.start(
            0,
            Replies.of(
                    Turn.say("A hotel may cost up to 600 yuan.").when(When.user("hotel")),
                    Turn.say("42").thinking("Six times seven.").when(When.user("six times seven")),
                    Turn.say("{\"merchant\":\"全季酒店\",\"yuan\":620}").when(When.user("receipt"))),
            7);
    private final OpenAIClient client = OpenAiJava.client(mock);

    @JsonClassDescription("The weather at a place.")
    record WeatherAt(
            @JsonPropertyDescription("The city's name.") String city) {}

    record Receipt(String merchant, int yuan) {}

    @AfterEach
    void stop() {
        client.close();
        mock.close();
    }

    @Test
    void readsAPlainAnswerWithItsUsage() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(question("May a hotel cost 600 yuan?").build());

        assertThat(answer.id()).startsWith("chatcmpl-");
        assertThat(answer.model()).isEqualTo(OpenAiJava.MODEL);
        assertThat(answer.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.message().content()).contains("A hotel may cost up to 600 yuan.");
            assertThat(choice.message().toolCalls()).isEmpty();
            assertThat(choice.finishReason()).isEqualTo(FinishReason.STOP);
        });
        assertThat(answer.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.promptTokens()).isPositive();
            assertThat(usage.completionTokens()).isPositive();
            assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
        });
    }

    @Test
    void streamsTheSameAnswerWithTheSameUsage() {
        ChatCompletionCreateParams question = question("May a hotel cost 600 yuan?")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletion plain = client.chat()
                .completions()
                .create(question("May a hotel cost 600 yuan?").build());

        List<ChatCompletionChunk> chunks = stream(client, question);

        ChatCompletion streamed = accumulated(chunks);
        CompletionUsage used = plain.usage().orElseThrow();
        assertThat(chunks).hasSizeGreaterThan(5);
        assertThat(content(streamed)).isEqualTo(content(plain));
        assertThat(streamed.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(chunks.getLast().choices()).isEmpty();
        assertThat(chunks.stream().map(ChatCompletionChunk::usage).flatMap(Optional::stream))
                .extracting(CompletionUsage::promptTokens, CompletionUsage::completionTokens)
                .containsExactly(tuple(used.promptTokens(), used.completionTokens()));
    }

    @Test
    void streamsNoUsageUnlessAskedTo() {
        List<ChatCompletionChunk> chunks =
                stream(client, question("May a hotel cost 600 yuan?").build());

        assertThat(chunks)
                .isNotEmpty()
                .allSatisfy(chunk -> assertThat(chunk.usage()).isEmpty());
    }

    @Test
    void findsTheThinkingBesideTheAnswer() {
        ChatCompletionCreateParams question = question("What is six times seven?")
                .putAdditionalBodyProperty("enable_thinking", JsonValue.from(true))
                .build();

        ChatCompletion plain = client.chat().completions().create(question);
        List<ChatCompletionChunk> chunks = stream(client, question);

        assertThat(content(plain)).contains("42");
        assertThat(message(plain)._allProperties())
                .containsEntry("reasoning_content", JsonValue.from("Six times seven."));
        assertThat(plain.usage().flatMap(CompletionUsage::completionTokensDetails))
                .hasValueSatisfying(details -> assertThat(details.reasoningTokens())
                        .hasValueSatisfying(tokens -> assertThat(tokens).isPositive()));
        assertThat(thinking(chunks)).isEqualTo("Six times seven.");
        assertThat(content(accumulated(chunks))).contains("42");
    }

    @Test
    void readsAnObjectOfTheSchemaItAskedFor() {
        StructuredChatCompletionCreateParams<Receipt> question = question("What does the receipt say?")
                .responseFormat(Receipt.class)
                .build();

        Optional<Receipt> receipt = client.chat().completions().create(question).choices().stream()
                .flatMap(choice -> choice.message().content().stream())
                .findFirst();

        assertThat(receipt).contains(new Receipt("全季酒店", 620));
    }

    private static String thinking(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(choice -> choice.delta()._allProperties().get("reasoning_content"))
                .filter(value -> value != null && !value.isNull())
                .map(value -> value.asStringOrThrow())
                .collect(Collectors.joining());
    }
}
