package dev.wukongsim.simulator.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.Requests;
import dev.wukongsim.simulator.chat.Caller;
import dev.wukongsim.simulator.chat.ChatCall;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.reply.Answer;
import dev.wukongsim.simulator.reply.Answers;
import dev.wukongsim.simulator.reply.MockIds;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of answers, kept in files beside this test. */
class AnswerWireTests {

    /** A turn, and the name of the files that hold its bytes. */
    record Sample(String name, Turn turn) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample("text", Turn.say("你好, 悟空 𐍈!")),
                new Sample("empty", Turn.say("")),
                new Sample(
                        "thinking",
                        Turn.say("42").thinking("6 × 7").reporting(new Turn.UsageOverride(812L, null, 256L, null))),
                new Sample(
                        "calls",
                        Turn.call("directory.find", "{\"name\":\"王芳\"}").andCall("calendar.list", "{}")),
                new Sample("text-and-call", Turn.say("好的").andCall("calendar.list", "{}")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void streamsAsTheProviderDoes(Sample sample) throws IOException {
        String events = String.join("", EventStream.of(call(true), completed(sample.turn())));

        assertThat(events).isEqualTo(file(sample.name() + ".stream.txt"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sendsNoUsageToThoseWhoDidNotAskForIt(Sample sample) {
        String events = String.join("", EventStream.of(call(false), completed(sample.turn())));

        assertThat(events).doesNotContain("prompt_tokens").endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answersInOnePieceAsTheProviderDoes(Sample sample) throws IOException {
        String body = PlainAnswer.of(call(false), completed(sample.turn())).toPrettyString();

        assertThat(body).isEqualTo(file(sample.name() + ".plain.json").stripTrailing());
    }

    private static ChatCall call(boolean withUsage) {
        ObjectNode request = Requests.question("hi");
        request.putObject("stream_options").put("include_usage", withUsage);
        return ChatCall.of(request, 0, Caller.UNKNOWN, Catalogue.bundled());
    }

    private static Completed completed(Turn turn) {
        return new Completed(answer(turn), Optional.empty());
    }

    private static Answer answer(Turn turn) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_771_944_590), ZoneOffset.UTC);
        return new Answers(new MockIds(42), clock)
                .of(turn, Requests.offering(Requests.question("hi"), "directory_find", "calendar_list"), 1_000);
    }

    private static String file(String name) throws IOException {
        try (InputStream in = AnswerWireTests.class.getResourceAsStream("wire/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
