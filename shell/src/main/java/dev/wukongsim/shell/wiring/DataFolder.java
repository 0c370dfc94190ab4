package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.shell.line.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where everything lies that outlives the process. Deleting the folder forgets everything, and harms nothing else.
 *
 * @param root made on first use
 */
public record DataFolder(Path root) {

    private static final String TRANSCRIPTS = "transcripts";

    public DataFolder {
        requireNonNull(root, "root is null");
    }

    public Path history() {
        return folder("").resolve("history");
    }

    public Path log() {
        return folder("logs").resolve("wukong.log");
    }

    public Path transcripts() {
        return folder(TRANSCRIPTS);
    }

    /** Where transcripts are, if there are any; nothing is made. */
    static Path transcriptsIn(Path root) {
        return root.resolve(TRANSCRIPTS);
    }

    /** What is kept of each task so that it can go on. */
    Path tasks() {
        return folder("tasks");
    }

    /** Where calibrations are kept, if there are any; nothing is made. */
    static Path calibrationIn(Path root) {
        return root.resolve("calibration.json");
    }

    Path settlements() {
        return folder("settlements");
    }

    public Path redis() {
        return folder("redis");
    }

    private Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw unusable(folder, null);
        }
        return folder;
    }

    private static CommandFailure unusable(Path folder, @Nullable IOException e) {
        return new CommandFailure(
                CommandFailure.USAGE,
                "Data folder '" + folder
                        + "' cannot be written; make it writable, or set WUKONG_HOME to another folder",
                e);
    }
}
