package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.durable.CancelledException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Reads what a person types. Waiting for it can be interrupted, where the stream's own waiting cannot. */
public final class AnswerReader {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final BufferedReader in;
    private final boolean terminal;

    public AnswerReader(BufferedReader in, boolean terminal) {
        this.in = in;
        this.terminal = terminal;
    }

    /**
     * The next line; empty at the end of the stream.
     *
     * @throws CancelledException if the thread is interrupted meanwhile
     */
    public Optional<String> readLine() {
        try {
            while (terminal && !in.ready()) {
                Thread.sleep(PAUSE);
            }
            return Optional.ofNullable(in.readLine());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
