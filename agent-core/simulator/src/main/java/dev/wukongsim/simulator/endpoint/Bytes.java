package dev.wukongsim.simulator.endpoint;

import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.protocol.HttpReply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A reply as bytes, one of which may be no UTF-8. */
final class Bytes {

    /** Before the texts that a client shows; a bad byte does its work there. */
    private static final List<String> TEXTS = List.of("content\":\"", "arguments\":\"", "message\":\"", "id\":\"");

    /** Begins a sequence in no version of UTF-8. */
    private static final int BROKEN = 0xff;

    private Bytes() {}

    static byte[] of(HttpReply reply) {
        return switch (reply) {
            case HttpReply.Whole whole ->
                whole.fault().orElse(null) instanceof Fault.BrokenUtf8
                        ? broken(utf8(whole.body()))
                        : utf8(whole.body());
            case HttpReply.Events events ->
                events.fault().orElse(null) instanceof Fault.BrokenUtf8 broken
                        ? broken(events.events(), broken.after())
                        : utf8(String.join("", events.events()));
        };
    }

    private static byte[] broken(List<String> events, int after) {
        int place = Math.min(after, events.size() - 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(utf8(String.join("", events.subList(0, place))));
        bytes.writeBytes(broken(utf8(events.get(place))));
        bytes.writeBytes(utf8(String.join("", events.subList(place + 1, events.size()))));
        return bytes.toByteArray();
    }

    private static byte[] broken(byte[] text) {
        String letters = new String(text, StandardCharsets.ISO_8859_1);
        int place = TEXTS.stream()
                .filter(letters::contains)
                .mapToInt(mark -> letters.indexOf(mark) + mark.length())
                .findFirst()
                .orElse(text.length / 2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length + 1);
        bytes.write(text, 0, place);
        bytes.write(BROKEN);
        bytes.write(text, place, text.length - place);
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
