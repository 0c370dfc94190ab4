package dev.wukongsim.qwen;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.wukongsim.runtime.model.TokenListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An answer that grows, until it is whole or has failed. What comes first counts. */
final class StreamedAnswer implements StreamingChatResponseHandler {

    private final TokenListener listener;
    private final QwenErrors errors;
    private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
    private volatile boolean cancelled;
    private volatile @Nullable StreamingHandle stream;

    StreamedAnswer(TokenListener listener, QwenErrors errors) {
        this.listener = listener;
        this.errors = errors;
    }

    CompletableFuture<ChatResponse> whole() {
        return whole;
    }

    /** Close the stream, at the latest when its next piece arrives; nothing reaches the listener any more. */
    void cancel() {
        cancelled = true;
        StreamingHandle open = stream;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (goesOn(context.streamingHandle())) {
            listener.onText(piece.text());
        }
    }

    @Override
    public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
        if (goesOn(context.streamingHandle())) {
            listener.onThinking(piece.text());
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece, PartialToolCallContext context) {
        if (goesOn(context.streamingHandle())) {
            listener.onToolCall(piece.partialArguments());
        }
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        if (!cancelled) {
            listener.onToolCall(call.toolExecutionRequest().name());
        }
    }

    /** An event without a choice is the usage, or an error in the middle of the stream. */
    @Override
    public void onUnmappedRawEvent(Object event) {
        if (event instanceof ServerSentEvent sent && sent.data().contains("\"error\"")) {
            whole.completeExceptionally(errors.classify(200, sent.data(), null));
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        whole.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    private boolean goesOn(StreamingHandle handle) {
        stream = handle;
        if (cancelled) {
            handle.cancel();
        }
        return !cancelled;
    }
}
