package dev.wukongsim.runtime.metering;

import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;

/** What has arrived of an answer so far, so that it can be charged if the rest never comes. Thread-safe. */
final class Arrived implements TokenListener {

    private final TokenListener next;
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder calls = new StringBuilder();

    /** Passes every piece on. */
    Arrived(TokenListener next) {
        this.next = next;
    }

    /** Nothing, as long as nobody tells. */
    static Arrived nothing() {
        return new Arrived(TokenListener.NONE);
    }

    @Override
    public void onText(String piece) {
        add(text, piece);
        next.onText(piece);
    }

    @Override
    public void onThinking(String piece) {
        add(thinking, piece);
        next.onThinking(piece);
    }

    @Override
    public void onToolCall(String piece) {
        add(calls, piece);
        next.onToolCall(piece);
    }

    synchronized boolean isEmpty() {
        return text.isEmpty() && thinking.isEmpty() && calls.isEmpty();
    }

    /** The usage of a call that broke off here, as an estimate. */
    synchronized Usage usage(long input, TokenCounter counter) {
        long reasoning = count(thinking, counter);
        long output = reasoning + count(text, counter) + count(calls, counter);
        return new Usage(input, 0, 0, output, reasoning, 1, true);
    }

    private synchronized void add(StringBuilder part, String piece) {
        part.append(piece);
    }

    private static long count(StringBuilder part, TokenCounter counter) {
        return part.isEmpty() ? 0 : counter.count(part.toString());
    }
}
