package dev.wukongsim.qwen.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How long each part of a call may take. A part that would outlast the whole ends with it.
 *
 * @param connect until there is a connection; nothing has been sent before
 * @param firstByte from sending the request to the first byte of the answer's stream
 * @param silence between two bytes of the stream
 * @param whole from the first step to the last byte
 */
public record Timeouts(Duration connect, Duration firstByte, Duration silence, Duration whole) {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration FIRST_BYTE = Duration.ofMinutes(3);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    public Timeouts {
        requireNonNull(connect, "connect is null");
        requireNonNull(firstByte, "firstByte is null");
        requireNonNull(silence, "silence is null");
        requireNonNull(whole, "whole is null");
        if (!List.of(connect, firstByte, silence, whole).stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("Timeout must be positive: connect " + connect + ", first byte "
                    + firstByte + ", silence " + silence + ", whole call " + whole);
        }
        connect = shorter(connect, whole);
        firstByte = shorter(firstByte, whole);
        silence = shorter(silence, whole);
    }

    /** Ten seconds to connect, three minutes to the first byte, one minute of silence, and no part longer than the whole. */
    public static Timeouts within(Duration whole) {
        return new Timeouts(CONNECT, FIRST_BYTE, SILENCE, whole);
    }

    /** The same for a call that may first wait in a queue of the endpoint. */
    public Timeouts longerBy(Duration queue) {
        return new Timeouts(connect, firstByte.plus(queue), silence, whole.plus(queue));
    }

    /** The same for an answer in one piece, whose first byte comes when all of it is there. */
    public Timeouts unstreamed() {
        return new Timeouts(connect, whole, silence, whole);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
