package dev.wukongsim.qwen.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into server-sent events, wherever the network cut it. A line that begins with a brace is taken
 * for data, too: some gateways report their errors so.
 */
final class EventDecoder {

    /** An event may not be larger than this. */
    static final int LARGEST_EVENT = 16 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * One event.
     *
     * @param name empty if it has none
     */
    record Event(String name, String data) {}

    private final Consumer<Event> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private boolean hasData;
    private boolean first = true;
    private boolean afterReturn;

    EventDecoder(Consumer<Event> events) {
        this.events = events;
    }

    void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            boolean endOfReturn = afterReturn && next == '\n';
            afterReturn = next == '\r';
            if (endOfReturn) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                endLine();
            } else {
                line.write(next);
                checkSize();
            }
        }
    }

    /** The stream is over; a last event needs no blank line. */
    void end() {
        endLine();
        endEvent();
    }

    private void checkSize() {
        if (line.size() + data.length() > LARGEST_EVENT) {
            throw new WireFailure(
                    WireFailure.Reason.BROKEN, "an event is larger than " + LARGEST_EVENT + " bytes", null);
        }
    }

    private void endLine() {
        String text = line.toString(UTF_8);
        line.reset();
        if (first && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        first = false;
        if (text.isEmpty()) {
            endEvent();
        } else if (text.charAt(0) == '{') {
            addData(text);
        } else {
            field(text);
        }
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        String content = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "data" -> addData(content);
            case "event" -> name = content;
            default -> {
                // Comments, ids, reconnection times and fields that nobody knows say nothing about an answer.
            }
        }
    }

    private void addData(String content) {
        if (hasData) {
            data.append('\n');
        }
        data.append(content);
        hasData = true;
    }

    private void endEvent() {
        if (hasData) {
            events.accept(new Event(name, data.toString()));
        }
        data.setLength(0);
        hasData = false;
        name = "";
    }
}
