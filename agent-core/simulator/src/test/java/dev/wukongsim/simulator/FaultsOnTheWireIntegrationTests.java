package dev.wukongsim.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.FaultRule;
import dev.wukongsim.simulator.fault.FaultWhen;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a fault is on the wire, byte for byte, as a client without any library sees it. */
@Timeout(30)
class FaultsOnTheWireIntegrationTests {

    private static final ObjectNode PLAIN = Requests.question("6 × 7?");
    private static final ObjectNode STREAM = Requests.streaming(Requests.question("6 × 7?"));

    @Test
    void cutsAStreamAfterSoManyEvents() throws IOException {
        try (MockQwen mock = broken(new Fault.Cut(2))) {
            String answer = ask(mock, STREAM);

            assertThat(answer.split("data: ", -1)).hasSize(3);
            assertThat(answer)
                    .contains("\"content\":\"4\"")
                    .doesNotContain("[DONE]")
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void cutsAnAnswerInOnePieceHalfway() throws IOException {
        try (MockQwen mock = broken(new Fault.Cut(2))) {
            String answer = ask(mock, PLAIN);

            int announced = Integer.parseInt(answer.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(announced / 2);
        }
    }

    @Test
    void resetsTheConnectionBeforeTheAnswer() throws IOException {
        try (MockQwen mock = broken(new Fault.Reset())) {
            assertThatThrownBy(() -> ask(mock, STREAM))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void standsStillWithTheConnectionOpen() throws IOException {
        try (MockQwen mock = broken(new Fault.Stall(1));
                Socket socket = send(mock, STREAM)) {
            socket.setSoTimeout(300);

            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void pausesBeforeEachEvent() throws IOException {
        VirtualTimer timer = new VirtualTimer(Instant.EPOCH);
        try (MockQwen mock = MockQwen.builder(Replies.of(Turn.say("42")))
                .faults(always(new Fault.Slow(Duration.ofSeconds(7))))
                .timer(timer)
                .start()) {
            String answer = ask(mock, STREAM);

            assertThat(answer).contains("[DONE]");
            assertThat(timer.now()).isEqualTo(Instant.EPOCH.plusSeconds(7 * 6));
        }
    }

    @Test
    void putsAByteThatIsNoUtf8IntoTheTextOfAnEvent() throws IOException {
        try (MockQwen mock = broken(new Fault.BrokenUtf8(1))) {
            byte[] bytes = askForBytes(mock, STREAM);

            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("\"content\":\"\u00ff4\"");
            assertThat(new String(askForBytes(mock, PLAIN), StandardCharsets.ISO_8859_1))
                    .contains("\"content\":\"\u00ff42\"");
        }
    }

    @Test
    void breaksAStreamOffWithAnErrorAndAnswersItWhereNothingIsStreamed() throws IOException {
        try (MockQwen mock = broken(new Fault.ErrorWithin(KnownError.OUTPUT_INSPECTION, 2))) {
            String streamed = ask(mock, STREAM);
            String plain = ask(mock, PLAIN);

            assertThat(streamed)
                    .startsWith("HTTP/1.1 200")
                    .contains("\"content\":\"4\"", "{\"error\":{\"message\":\"Output data may contain")
                    .doesNotContain("[DONE]");
            assertThat(plain).startsWith("HTTP/1.1 400").contains("data_inspection_failed");
        }
    }

    @Test
    void leavesTheUsageOut() throws IOException {
        try (MockQwen mock = broken(new Fault.NoUsage())) {
            assertThat(ask(mock, STREAM)).contains("[DONE]").doesNotContain("prompt_tokens");
            assertThat(ask(mock, PLAIN)).contains("\"content\":\"42\"").doesNotContain("usage");
        }
    }

    @Test
    void reportsAnotherUsageThanWasCounted() throws IOException {
        try (MockQwen mock = broken(new Fault.WrongUsage(7, 3))) {
            String usage = "\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10";

            assertThat(ask(mock, STREAM)).contains(usage);
            assertThat(ask(mock, PLAIN)).contains(usage);
        }
    }

    @Test
    void endsAStreamWithTheWholeAnswerOnceMore() throws IOException {
        try (MockQwen mock = broken(new Fault.DoubledSummary())) {
            assertThat(ask(mock, STREAM)).contains("\"content\":\"4\"", "\"content\":\"42\"", "\"chat.completion\"");
        }
    }

    @Test
    void sendsAnAnswerWithNothingInIt() throws IOException {
        try (MockQwen mock = broken(new Fault.EmptyAnswer())) {
            assertThat(ask(mock, PLAIN)).contains("\"content\":\"\"}", "\"finish_reason\":\"stop\"");
        }
    }

    @Test
    void sendsTheTextAsThinkingOnly() throws IOException {
        try (MockQwen mock = broken(new Fault.ReasoningOnly())) {
            assertThat(ask(mock, PLAIN)).contains("\"content\":\"\",\"reasoning_content\":\"42\"");
        }
    }

    @Test
    void callsWithHalfOfTheArgumentsWithNoJsonAndOfAToolThatNobodyOffered() throws IOException {
        try (MockQwen half = broken(new Fault.HalfCall());
                MockQwen noJson = broken(new Fault.BrokenArguments());
                MockQwen unknown = broken(new Fault.UnknownTool("payroll_pay"))) {
            assertThat(ask(half, PLAIN)).contains("\"arguments\":\"{\"", "\"finish_reason\":\"tool_calls\"");
            assertThat(ask(noJson, PLAIN)).contains("li.na\"", "\"finish_reason\":\"tool_calls\"");
            assertThat(ask(unknown, PLAIN)).contains("\"name\":\"payroll_pay\"");
        }
    }

    private static MockQwen broken(Fault fault) {
        return MockQwen.builder(Replies.of(Turn.say("42")))
                .faults(always(fault))
                .start();
    }

    private static Faults always(Fault fault) {
        return Faults.of(1, new FaultRule(fault, FaultWhen.ALWAYS));
    }

    private static String ask(MockQwen mock, ObjectNode request) throws IOException {
        return new String(askForBytes(mock, request), StandardCharsets.UTF_8);
    }

    /** All that comes until the connection is closed. */
    private static byte[] askForBytes(MockQwen mock, ObjectNode request) throws IOException {
        try (Socket socket = send(mock, request);
                InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static Socket send(MockQwen mock, ObjectNode request) throws IOException {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), mock.port());
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return socket;
    }
}
