package dev.wukongsim.runtime.event;

import java.nio.file.Path;

/** A line in the middle of a transcript is no event. */
public final class DamagedTranscriptException extends RuntimeException {

    private final Path path;
    private final int line;

    public DamagedTranscriptException(Path path, int line, Throwable cause) {
        super("Transcript '" + path + "' is damaged in line " + line + ": " + cause.getMessage(), cause);
        this.path = path;
        this.line = line;
    }

    public Path path() {
        return path;
    }

    public int line() {
        return line;
    }
}
