package dev.wukongsim.simulator.reply;

import dev.wukongsim.qwen.QwenTokenizer.Piece;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the mocked model says to one request, cut as it is streamed.
 *
 * @param finishReason {@code stop}, {@code length} or {@code tool_calls}
 */
public record Answer(
        String id,
        long created,
        String model,
        List<Piece> thinking,
        List<Piece> text,
        List<Call> calls,
        String finishReason,
        Tokens tokens) {

    /**
     * A tool call.
     *
     * @param name as it stands on the wire
     */
    public record Call(String id, String name, List<Piece> arguments) {}

    /**
     * Figures of the usage block.
     *
     * @param input cached included
     * @param cacheWrite the part of the input written to the explicit cache
     * @param output reasoning included
     */
    public record Tokens(long input, long cachedInput, long cacheWrite, long output, long reasoning) {}

    /** The same answer to a request that found something in the cache, or left something there. */
    public Answer cached(long read, long written) {
        Tokens known = new Tokens(tokens.input, read, written, tokens.output, tokens.reasoning);
        return new Answer(id, created, model, thinking, text, calls, finishReason, known);
    }

    /** The text of these pieces, put together again. */
    public static String joined(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
