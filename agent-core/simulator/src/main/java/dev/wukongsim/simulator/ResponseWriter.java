package dev.wukongsim.simulator;

import static java.util.Objects.requireNonNullElse;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import com.sun.net.httpserver.HttpExchange;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.simulator.chat.EventStream;
import dev.wukongsim.simulator.fault.ProviderError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Sends an answer: event by event if it is an event stream, cut off if it has a fault, otherwise in one piece. */
final class ResponseWriter {

    private static final Set<String> SET_BY_SERVER =
            Set.of("content-length", "transfer-encoding", "connection", "date");
    private static final byte[] END_OF_EVENT = EventStream.END_OF_EVENT.getBytes(StandardCharsets.US_ASCII);

    private final Pace pace;
    private final Timer timer;

    ResponseWriter(Pace pace, Timer timer) {
        this.pace = pace;
        this.timer = timer;
    }

    void write(ProviderError error, HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        writeWhole(error.status(), error.body("").toString().getBytes(StandardCharsets.UTF_8), exchange);
    }

    void write(Response response, HttpExchange exchange) throws IOException {
        byte[] body = requireNonNullElse(response.getBody(), new byte[0]);
        if (response.getFault() != null && response.getFault() != Fault.MALFORMED_RESPONSE_CHUNK) {
            throw new IOException("Connection is cut before the answer, as the stub says");
        }
        for (HttpHeader header : response.getHeaders().all()) {
            if (!SET_BY_SERVER.contains(header.key().toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(header.key(), header.values());
            }
        }
        if (response.getFault() != null) {
            writeEvents(response.getStatus(), Arrays.copyOf(body, body.length / 2), exchange);
            throw new IOException("Connection is cut within the answer, as the stub says");
        }
        if (isEventStream(response)) {
            writeEvents(response.getStatus(), body, exchange);
        } else {
            writeWhole(response.getStatus(), body, exchange);
        }
    }

    private static boolean isEventStream(Response response) {
        HttpHeader type = response.getHeaders().getHeader("Content-Type");
        return type.isPresent() && type.firstValue().startsWith("text/event-stream");
    }

    private static void writeWhole(int status, byte[] body, HttpExchange exchange) throws IOException {
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    private void writeEvents(int status, byte[] body, HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        OutputStream out = exchange.getResponseBody();
        Instant begin = timer.now();
        int event = 0;
        for (int start = 0; start < body.length; event++) {
            int end = endOfEvent(body, start);
            timer.waitUntil(begin.plus(pace.due(event)));
            out.write(body, start, end - start);
            out.flush();
            start = end;
        }
    }

    private static int endOfEvent(byte[] body, int start) {
        for (int i = start; i + END_OF_EVENT.length <= body.length; i++) {
            if (Arrays.equals(body, i, i + END_OF_EVENT.length, END_OF_EVENT, 0, END_OF_EVENT.length)) {
                return i + END_OF_EVENT.length;
            }
        }
        return body.length;
    }
}
