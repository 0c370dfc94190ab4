package dev.wukongsim.simulator.endpoint;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.protocol.HttpReply;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Sends an answer: event by event if it is an event stream, otherwise in one piece, and not to its end if it has a fault. */
public final class ReplySender {

    private static final Set<String> OUR_OWN = Set.of(
            "content-length", "transfer-encoding", "connection", "date", DeliveryHeader.NAME.toLowerCase(Locale.ROOT));
    private static final byte[] END = HttpReply.Events.END.getBytes(StandardCharsets.US_ASCII);

    private final Pace pace;
    private final Timer timer;
    private final long seed;

    /**
     * A sender.
     *
     * @param pace of event streams
     * @param timer waits between their events
     * @param seed of the jitter, which depends on the answer too
     */
    public ReplySender(Pace pace, Timer timer, long seed) {
        this.pace = pace;
        this.timer = timer;
        this.seed = seed;
    }

    void send(ProviderError error, Wire wire) throws IOException {
        HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        wire.whole(error.status(), headers, error.body("").toString().getBytes(StandardCharsets.UTF_8));
    }

    void send(Response response, Delivery delivery, Wire wire) throws IOException {
        if (delivery.events()) {
            sendEvents(response, delivery, wire);
        } else {
            sendWhole(response, delivery, wire);
        }
    }

    private void sendWhole(Response response, Delivery delivery, Wire wire) throws IOException {
        byte[] body = Delivery.body(response);
        byte[] half = Arrays.copyOf(body, body.length / 2);
        if (delivery.fault().isEmpty()) {
            wire.whole(response.getStatus(), headers(response), body);
            return;
        }
        switch (delivery.fault().get()) {
            case Fault.Reset reset -> wire.reset();
            case Fault.Cut cut -> {
                wire.begin(response.getStatus(), headers(response), body.length, half);
                wire.cut();
            }
            case Fault.Stall stall -> wire.begin(response.getStatus(), headers(response), body.length, half);
            case Fault.Slow slow -> {
                timer.waitUntil(timer.now().plus(slow.pause()));
                wire.whole(response.getStatus(), headers(response), body);
            }
            case Fault.BrokenUtf8 broken -> wire.whole(response.getStatus(), headers(response), body);
        }
    }

    private void sendEvents(Response response, Delivery delivery, Wire wire) throws IOException {
        byte[] body = Delivery.body(response);
        List<byte[]> events = split(body);
        if (delivery.fault().isEmpty()) {
            wire.begin(response.getStatus(), headers(response));
            sendPaced(events, body, wire);
            wire.end();
            return;
        }
        switch (delivery.fault().get()) {
            case Fault.Reset reset -> wire.reset();
            case Fault.Cut cut -> {
                wire.begin(response.getStatus(), headers(response));
                wire.flush();
                sendPaced(first(cut.after(), events), body, wire);
                wire.cut();
            }
            case Fault.Stall stall -> {
                wire.begin(response.getStatus(), headers(response));
                wire.flush();
                sendPaced(first(stall.after(), events), body, wire);
            }
            case Fault.Slow slow -> {
                wire.begin(response.getStatus(), headers(response));
                sendAt(Pace.every(slow.pause()), events, body, wire);
                wire.end();
            }
            case Fault.BrokenUtf8 broken -> {
                wire.begin(response.getStatus(), headers(response));
                sendPaced(events, body, wire);
                wire.end();
            }
        }
    }

    private void sendPaced(List<byte[]> events, byte[] body, Wire wire) throws IOException {
        if (pace.isUnlimited()) {
            wire.chunks(events);
        } else {
            sendAt(pace, events, body, wire);
        }
    }

    private void sendAt(Pace own, List<byte[]> events, byte[] body, Wire wire) throws IOException {
        Instant begin = timer.now();
        Iterator<Duration> dues = own.dues(new SplittableRandom(seed + Arrays.hashCode(body)));
        for (byte[] event : events) {
            timer.waitUntil(begin.plus(dues.next()));
            wire.chunks(List.of(event));
        }
    }

    private static List<byte[]> first(int number, List<byte[]> events) {
        return events.subList(0, Math.min(number, events.size()));
    }

    private static HttpHeaders headers(Response response) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (HttpHeader header : response.getHeaders().all()) {
            if (!OUR_OWN.contains(header.key().toLowerCase(Locale.ROOT))) {
                headers.set(header.key(), header.values());
            }
        }
        return headers;
    }

    private static List<byte[]> split(byte[] body) {
        List<byte[]> events = new ArrayList<>();
        int start = 0;
        for (int i = END.length; i <= body.length; i++) {
            boolean ends = body[i - 1] == END[1] && body[i - 2] == END[0] && i - start >= END.length;
            if (ends || i == body.length) {
                events.add(Arrays.copyOfRange(body, start, i));
                start = i;
            }
        }
        return events;
    }
}
