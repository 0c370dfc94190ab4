package dev.wukongsim.qwen;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.wukongsim.qwen.wire.ToolCallPiece;
import dev.wukongsim.runtime.model.TokenListener;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer that grows until it is whole. The first exception of its listener, or of LangChain4j, ends it. */
final class StreamedAnswer implements StreamingChatResponseHandler {

    private final TokenListener listener;
    private @Nullable StreamingHandle stream;
    private @Nullable ChatResponse whole;
    private @Nullable RuntimeException failure;

    StreamedAnswer(TokenListener listener) {
        this.listener = listener;
    }

    /**
     * The answer, if the stream came to its end.
     *
     * @throws RuntimeException what ended it before
     */
    Optional<ChatResponse> whole() {
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(whole);
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        stream = context.streamingHandle();
        tell(() -> listener.onText(piece.text()));
    }

    @Override
    public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
        stream = context.streamingHandle();
        tell(() -> listener.onThinking(piece.text()));
    }

    /** An event that is neither text nor thinking: the usage, or a piece of a tool call. */
    @Override
    public void onUnmappedRawEvent(Object event) {
        if (event instanceof ServerSentEvent sent && failure == null) {
            ToolCallPiece.read(sent.data()).ifPresent(piece -> tell(() -> listener.onToolCall(piece)));
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        whole = response;
    }

    @Override
    public void onError(Throwable problem) {
        if (failure == null) {
            failure = problem instanceof RuntimeException known ? known : new IllegalStateException(problem);
        }
    }

    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            onError(e);
            cancel();
        }
    }

    private void cancel() {
        if (stream != null) {
            stream.cancel();
        }
    }
}
