package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.shell.line.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The transcripts of all tasks that ran over this data folder. */
public final class Archive {

    private static final String ENDING = ".jsonl";

    private final Path folder;

    Archive(Path folder) {
        this.folder = folder;
    }

    /** Ids of all tasks, the latest first. */
    public List<String> tasks() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException nothingRanYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The transcript of a task.
     *
     * @throws CommandFailure if there is none
     */
    public Transcript transcript(String task) {
        Path file = folder.resolve(task + ENDING);
        try {
            return Transcript.read(file);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.FAILED, "Transcript '" + file + "' cannot be read: " + e, e);
        }
    }

    /**
     * The whole id of a task.
     *
     * @throws CommandFailure if no task's id begins like this, or more than one
     */
    public String find(String id) {
        List<String> matching =
                tasks().stream().filter(task -> task.startsWith(id)).toList();
        if (matching.isEmpty()) {
            throw CommandFailure.usage("Task '" + id + "' not found; 'wukong tasks' lists all");
        }
        if (matching.size() > 1 && !matching.contains(id)) {
            throw CommandFailure.usage("Task '" + id + "' may be one of: " + String.join(", ", matching));
        }
        return matching.contains(id) ? id : matching.getFirst();
    }
}
