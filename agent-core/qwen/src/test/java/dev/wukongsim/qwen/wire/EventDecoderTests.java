package dev.wukongsim.qwen.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wukongsim.qwen.wire.EventDecoder.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventDecoderTests {

    private static final String STREAM =
            "\uFEFF: hello\r\n\r\ndata: 你好\r\n\r\nevent: error\ndata:悟\ndata: 空\n\n" + "id:7\rdata:  🐒\r\rdata: last";
    private static final List<Event> EVENTS =
            List.of(new Event("", "你好"), new Event("error", "悟\n空"), new Event("", " 🐒"), new Event("", "last"));

    static Stream<Arguments> streams() {
        return Stream.of(
                arguments("data: a\n\ndata: b\n\n", List.of("a", "b")),
                arguments("data: a\r\rdata: b\r\r", List.of("a", "b")),
                arguments("data: a\r\n\r\ndata: b\r\n\r\n", List.of("a", "b")),
                arguments("data:a\n\ndata:  b\n\n", List.of("a", " b")),
                arguments("\uFEFFdata: a\n\n", List.of("a")),
                arguments("data: a\n\n\uFEFFdata: b\n\n", List.of("a")),
                arguments(": keep-alive\n\n:\n\ndata: a\n:between\n\n", List.of("a")),
                arguments("data: a\ndata: b\n\n", List.of("a\nb")),
                arguments("data\ndata\n\n", List.of("\n")),
                arguments("id: 1\nretry: 5\nodd: x\nodd\ndata: a\n\n", List.of("a")),
                arguments("\n\n\ndata: a\n\n\n\n", List.of("a")),
                arguments("data: a", List.of("a")),
                arguments("{\"error\":\"x\"}\n", List.of("{\"error\":\"x\"}")),
                arguments("event: ping\n\ndata: a\n\n", List.of("a")),
                arguments("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void readsEveryFormOfAStream(String stream, List<String> data) {
        assertThat(decode(stream.getBytes(UTF_8))).extracting(Event::data).isEqualTo(data);
    }

    @Test
    void readsTheSameWhereverTheStreamIsCut() {
        byte[] bytes = STREAM.getBytes(UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(decode(bytes, cut)).as("cut at byte %d", cut).isEqualTo(EVENTS);
        }
    }

    @Test
    void readsTheSameByteByByte() {
        byte[] bytes = STREAM.getBytes(UTF_8);
        int[] everywhere = IntStream.range(0, bytes.length).toArray();

        assertThat(decode(bytes, everywhere)).isEqualTo(EVENTS);
    }

    @Property(tries = 200)
    boolean readsTheSameInAnyParts(@ForAll @Size(max = 8) List<@IntRange(max = 90) Integer> cuts) {
        byte[] bytes = STREAM.getBytes(UTF_8);
        int[] sorted = cuts.stream()
                .mapToInt(cut -> Math.min(cut, bytes.length))
                .sorted()
                .toArray();

        return decode(bytes, sorted).equals(EVENTS);
    }

    @Test
    void replacesBytesThatAreNoText() {
        byte[] bytes = "data: a?b\n\n".getBytes(UTF_8);
        bytes[7] = (byte) 0xE4;

        assertThat(decode(bytes)).containsExactly(new Event("", "a\uFFFDb"));
    }

    @Test
    void readsAnEventOfAnySizeUpToTheLargest() {
        String large = "x".repeat(EventDecoder.LARGEST_EVENT - 10);

        assertThat(decode(("data: " + large + "\n\n").getBytes(UTF_8))).containsExactly(new Event("", large));
    }

    @Test
    void refusesALargerEvent() {
        byte[] endless = ("data: " + "x".repeat(EventDecoder.LARGEST_EVENT)).getBytes(UTF_8);

        assertThatThrownBy(() -> decode(endless))
                .isInstanceOf(WireFailure.class)
                .hasMessageContaining("larger than 16777216 bytes");
    }

    private static List<Event> decode(byte[] bytes, int... cuts) {
        List<Event> events = new ArrayList<>();
        EventDecoder decoder = new EventDecoder(events::add);
        int start = 0;
        for (int cut : cuts) {
            decoder.feed(ByteBuffer.wrap(bytes, start, cut - start));
            start = cut;
        }
        decoder.feed(ByteBuffer.wrap(bytes, start, bytes.length - start));
        decoder.end();
        return events;
    }
}
