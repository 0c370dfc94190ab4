package dev.wukongsim.runtime.metering;

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
import java.util.concurrent.atomic.AtomicBoolean;

/** Settles a stream when it ends, by whatever comes first: its last event, a failure, or its reader. Once. */
final class MeteredHandler implements StreamingChatResponseHandler {

    private final MeteredCall call;
    private final Metering metering;
    private final StreamingChatResponseHandler reader;
    private final Arrived arrived = Arrived.nothing();
    private final AtomicBoolean settled = new AtomicBoolean();

    MeteredHandler(MeteredCall call, Metering metering, StreamingChatResponseHandler reader) {
        this.call = call;
        this.metering = metering;
        this.reader = reader;
    }

    /** Cancelling the stream settles it. */
    private final class Handle implements StreamingHandle {

        private final StreamingHandle stream;

        Handle(StreamingHandle stream) {
            this.stream = stream;
        }

        @Override
        public void cancel() {
            stream.cancel();
            if (settled.compareAndSet(false, true)) {
                call.breakOff(arrived);
            }
        }

        @Override
        public boolean isCancelled() {
            return stream.isCancelled();
        }
    }

    void settleFailure(Throwable failure) {
        if (settled.compareAndSet(false, true)) {
            call.failWith(failure, arrived);
        }
    }

    @Override
    public void onPartialResponse(String text) {
        arrived.onText(text);
        reader.onPartialResponse(text);
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        arrived.onText(piece.text());
        reader.onPartialResponse(piece, new PartialResponseContext(new Handle(context.streamingHandle())));
    }

    @Override
    public void onPartialThinking(PartialThinking piece) {
        arrived.onThinking(piece.text());
        reader.onPartialThinking(piece);
    }

    @Override
    public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
        arrived.onThinking(piece.text());
        reader.onPartialThinking(piece, new PartialThinkingContext(new Handle(context.streamingHandle())));
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece) {
        arrived.onToolCall(piece.partialArguments());
        reader.onPartialToolCall(piece);
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece, PartialToolCallContext context) {
        arrived.onToolCall(piece.partialArguments());
        reader.onPartialToolCall(piece, new PartialToolCallContext(new Handle(context.streamingHandle())));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall whole) {
        arrived.onToolCall(whole.toolExecutionRequest().name());
        reader.onCompleteToolCall(whole);
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        reader.onUnmappedRawEvent(event);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (settled.compareAndSet(false, true)) {
            try {
                metering.settle(call, response);
            } catch (RuntimeException ofTheLedger) {
                reader.onError(ofTheLedger);
                return;
            }
        }
        reader.onCompleteResponse(response);
    }

    @Override
    public void onError(Throwable failure) {
        settleFailure(failure);
        reader.onError(failure);
    }
}
