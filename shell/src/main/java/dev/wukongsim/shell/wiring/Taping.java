package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.shell.line.CommandFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run of which the model's answers are kept.
 *
 * @param endpoint that gives them
 * @param file for them, which is not there yet
 */
public record Taping(URI endpoint, Path file) {

    public Taping {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(file, "file is null");
    }

    /** @throws CommandFailure if the file is there already: a recording is never overwritten */
    public void requireNew() {
        if (Files.exists(file)) {
            throw CommandFailure.usage(
                    "Recording '" + file + "' is there already; move it away, or name another one with --to");
        }
    }
}
