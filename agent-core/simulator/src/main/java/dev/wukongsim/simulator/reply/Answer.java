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
    public record Tokens(long input, long cachedInput, long cacheWrite, long output, long reasoning) {

        /** The same input with another output. */
        public Tokens withOutput(long newOutput, long newReasoning) {
            return new Tokens(input, cachedInput, cacheWrite, newOutput, newReasoning);
        }

        Tokens withOutputTimes(int number) {
            return new Tokens(input, cachedInput, cacheWrite, output * number, reasoning * number);
        }
    }

    /** The same answer to a request that found something in the cache, or left something there. */
    public Answer cached(long read, long written) {
        Tokens known = new Tokens(tokens.input, read, written, tokens.output, tokens.reasoning);
        return new Answer(id, created, model, thinking, text, calls, finishReason, known);
    }

    /** The same answer that was given so many times. */
    public Answer times(int number) {
        return number == 1
                ? this
                : new Answer(id, created, model, thinking, text, calls, finishReason, tokens.withOutputTimes(number));
    }

    /** The same answer with other content, as it was counted before. */
    public Answer saying(List<Piece> newThinking, List<Piece> newText, List<Call> newCalls, String reason) {
        return new Answer(id, created, model, newThinking, newText, newCalls, reason, tokens);
    }

    /** The same answer that tells of other tokens than were counted. */
    public Answer reporting(long input, long output) {
        Tokens told = new Tokens(input, tokens.cachedInput, tokens.cacheWrite, output, tokens.reasoning);
        return new Answer(id, created, model, thinking, text, calls, finishReason, told);
    }

    /** The text of these pieces, put together again. */
    public static String joined(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
