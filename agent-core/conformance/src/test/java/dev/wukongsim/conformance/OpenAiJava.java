package dev.wukongsim.conformance;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import dev.wukongsim.simulator.MockQwen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The OpenAI SDK for Java, pointed at a mocked Qwen. It also checks that answers have all they must have. */
final class OpenAiJava {

    static final String MODEL = "qwen-plus";

    private OpenAiJava() {}

    /** A client that tries once. */
    static OpenAIClient client(MockQwen mock) {
        return builder(mock).build();
    }

    static OpenAIOkHttpClient.Builder builder(MockQwen mock) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(mock.baseUrl().toString())
                .apiKey("sk-any")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(30))
                .responseValidation(true);
    }

    static ChatCompletionCreateParams.Builder question(String text) {
        return ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(text);
    }

    /** Every event of a streamed answer. */
    static List<ChatCompletionChunk> stream(OpenAIClient client, ChatCompletionCreateParams question) {
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(question)) {
            return chunks.stream().toList();
        }
    }

    /** A streamed answer as the SDK itself puts it together. */
    static ChatCompletion accumulated(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    static Optional<String> content(ChatCompletion answer) {
        return message(answer).content();
    }

    static ChatCompletionMessage message(ChatCompletion answer) {
        return answer.choices().getFirst().message();
    }
}
