package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.wukongsim.qwen.wire.ErrorAnswer;
import dev.wukongsim.qwen.wire.Transport;
import dev.wukongsim.qwen.wire.WireFailure;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.model.WireNames;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;

/**
 * Calls an OpenAI-compatible endpoint as Qwen wants it: with usage and thinking, and streaming unless the endpoint cannot.
 * One call is one request; nothing is retried. Thread-safe, and made for many callers on virtual threads.
 *
 * <p>The whole call runs on the caller's thread, its listener too. Interrupting this thread closes the connection; an
 * exception of the listener closes it as well, and is thrown as it is.
 */
public final class QwenClient implements ModelClient {

    private final TokenCounter counter;
    private final QwenErrors errors;
    private final ThinkingFields thinking;
    private final CallHeaders headers;
    private final StreamingChatModel model;

    /**
     * A client of one endpoint.
     *
     * @param counter estimates the usage if the endpoint does not report it
     */
    public QwenClient(Endpoint endpoint, TokenCounter counter) {
        this.counter = requireNonNull(counter, "counter is null");
        this.errors = new QwenErrors(endpoint);
        this.thinking = new ThinkingFields(endpoint.dialect(), endpoint.streams());
        this.headers = new CallHeaders(endpoint);
        Transport transport = new Transport(endpoint.callTimeouts(), endpoint.streams(), InstantSource.system());
        this.model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new ReadyHttpClient(transport))
                .baseUrl(endpoint.baseUrl().toString())
                .apiKey(endpoint.apiKey())
                .customHeaders(headers)
                .returnThinking(true)
                .build();
    }

    @Override
    public ModelReply call(ChatRequest request, TokenListener listener) {
        requireNonNull(request.modelName(), "the request names no model");
        WireNames names = WireNames.of(request);
        ChatResponse response = answer(worded(names.encode(request)), request, listener);
        if (response.finishReason() == null) {
            throw errors.incomplete();
        }
        AiMessage message = CallIds.completed(names.decode(response.aiMessage()), request);
        StreamUsage reported = StreamUsage.of(response);
        Usage usage = reported.orElse(estimate(request, response.aiMessage()));
        return new ModelReply(message, usage, response.finishReason(), reported.unreported());
    }

    /** The request in the words of the endpoint. */
    private ChatRequest worded(ChatRequest request) {
        Map<String, Object> fields = thinking.of(
                request.modelName(),
                Catalogue.bundled().find(request.modelName()),
                ModelParameters.thinkingOf(request));
        return ChatRequest.builder()
                .messages(request.messages())
                .parameters(OpenAiChatRequestParameters.builder()
                        .overrideWith(request.parameters())
                        .customParameters(fields)
                        .build())
                .build();
    }

    private ChatResponse answer(ChatRequest worded, ChatRequest request, TokenListener listener) {
        StreamedAnswer answer = new StreamedAnswer(listener);
        try {
            headers.during(request, () -> model.chat(worded, answer));
        } catch (ErrorAnswer | WireFailure | UncheckedIOException e) {
            throw errors.classify(e);
        }
        return answer.whole().orElseThrow(errors::incomplete);
    }

    private Usage estimate(ChatRequest request, AiMessage message) {
        long thinking = counter.count(requireNonNullElse(message.thinking(), ""));
        return new Usage(counter.count(request), 0, 0, counter.count(message), thinking, 1, true);
    }
}
