package dev.wukongsim.qwen.wire;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import dev.wukongsim.qwen.wire.WireFailure.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** One answer on its way from the connection to the listener. */
final class Exchange {

    private final BodyStream stream;
    private final Deadlines deadlines;
    private final ServerSentEventListener listener;
    private final Handle handle = new Handle();
    private final ServerSentEventContext context = new ServerSentEventContext(handle);
    private final AnswerReader answer = new AnswerReader(this::pass);
    private boolean hasBytes;

    Exchange(BodyStream stream, Deadlines deadlines, ServerSentEventListener listener) {
        this.stream = stream;
        this.deadlines = deadlines;
        this.listener = listener;
    }

    /** Lets the listener end the call. */
    private static final class Handle implements ServerSentEventParsingHandle {

        private volatile boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    void read(String contentType) throws InterruptedException {
        String type = contentType.toLowerCase(Locale.ROOT);
        try {
            if (type.contains("json")) {
                hasBytes = true;
                String whole = WholeText.read(stream, deadlines, EventDecoder.LARGEST_EVENT);
                answer.read(new EventDecoder.Event("", whole));
            } else {
                readEvents();
            }
        } catch (TimeoutException e) {
            refuseUnlessFinished(Reason.TIME, "the endpoint is silent", e);
        } catch (IOException e) {
            refuseUnlessFinished(Reason.CUT, "the connection broke", e);
        }
        if (handle.isCancelled()) {
            return;
        }
        if (hasBytes && !answer.hasBegun() && !type.contains("event-stream")) {
            throw new WireFailure(Reason.NO_CHAT, "the answer is no stream of events", null);
        }
        answer.end();
        listener.onClose();
    }

    private void readEvents() throws IOException, TimeoutException, InterruptedException {
        EventDecoder decoder = new EventDecoder(answer::read);
        List<ByteBuffer> buffers = stream.next(deadlines.firstByte());
        while (!buffers.isEmpty()) {
            hasBytes = true;
            if (!answer.isDone()) {
                buffers.forEach(decoder::feed);
            }
            buffers = handle.isCancelled() ? List.of() : next();
        }
        decoder.end();
    }

    private List<ByteBuffer> next() throws IOException, TimeoutException, InterruptedException {
        return stream.next(answer.isDone() ? deadlines.end() : deadlines.silence());
    }

    private void refuseUnlessFinished(Reason reason, String message, Exception cause) {
        if (!answer.isDone() && !answer.isFinished()) {
            throw new WireFailure(reason, message, cause);
        }
    }

    private void pass(String chunk) {
        if (!handle.isCancelled()) {
            listener.onEvent(new ServerSentEvent(null, chunk), context);
        }
    }
}
