package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.model.WireNames;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls an OpenAI-compatible endpoint as Qwen wants it: always streaming, with usage and thinking. One call is one
 * request; nothing is retried. Thread-safe, and made for many callers on virtual threads.
 *
 * <p>The listener is called on the thread that reads the stream. Interrupting the caller cancels the stream.
 */
public final class QwenClient implements ModelClient {

    private final Endpoint endpoint;
    private final TokenCounter counter;
    private final QwenErrors errors;
    private final StreamingChatModel model;

    /**
     * A client of one endpoint.
     *
     * @param counter estimates the usage if the endpoint does not report it
     */
    public QwenClient(Endpoint endpoint, TokenCounter counter) {
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.counter = requireNonNull(counter, "counter is null");
        this.errors = new QwenErrors(endpoint.baseUrl());
        this.model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder()
                        .httpClientBuilder(HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .executor(Executors.newVirtualThreadPerTaskExecutor())))
                .baseUrl(endpoint.baseUrl().toString())
                .apiKey(endpoint.apiKey())
                .timeout(endpoint.timeout())
                .returnThinking(true)
                .build();
    }

    @Override
    public ModelReply call(ChatRequest request, TokenListener listener) {
        requireNonNull(request.modelName(), "the request names no model");
        WireNames names = WireNames.of(request);
        StreamedAnswer answer = new StreamedAnswer(listener, errors);
        model.chat(names.encode(request), answer);
        ChatResponse response = await(answer);
        if (response.finishReason() == null) {
            throw errors.incomplete();
        }
        return new ModelReply(names.decode(response.aiMessage()), usage(request, response), response.finishReason());
    }

    private ChatResponse await(StreamedAnswer answer) {
        try {
            return answer.whole().get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel();
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (TimeoutException e) {
            answer.cancel();
            throw errors.classify(e);
        } catch (ExecutionException e) {
            throw errors.classify(e.getCause() == null ? e : e.getCause());
        }
    }

    private Usage usage(ChatRequest request, ChatResponse response) {
        return ReportedUsage.of(response)
                .orElseGet(() -> Usage.estimate(counter.count(request), counter.count(response.aiMessage())));
    }
}
