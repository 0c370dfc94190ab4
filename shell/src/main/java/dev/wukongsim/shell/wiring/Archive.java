package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.testkit.transcript.RunGist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The transcripts of all tasks that ran over this data folder. */
public final class Archive {

    private static final String ENDING = ".jsonl";

    private final Path folder;
    private final InstantSource clock;

    Archive(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
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
        Path file = file(task);
        try {
            return Transcript.read(file);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.FAILED, "Transcript '" + file + "' cannot be read: " + e, e);
        }
    }

    /**
     * Write into the transcript that somebody has ended the task from outside.
     *
     * @throws CommandFailure if it cannot be written
     */
    public void end(String task, StopReason reason, String message) {
        RunGist before = gist(task);
        Optional<RunEvent.TaskEnded> last = before.ended();
        RunEvent.TaskEnded end = new RunEvent.TaskEnded(
                reason,
                last.map(RunEvent.TaskEnded::answer).orElse(null),
                message,
                before.spending().usage(),
                last.map(RunEvent.TaskEnded::cost).orElse(null));
        Path file = file(task);
        try {
            WholeFile.replace(
                    file, before.transcript().endedBy(end, clock.instant()).toJsonLines());
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.FAILED, "Transcript '" + file + "' cannot be written: " + e, e);
        }
    }

    /**
     * What the transcript of a task tells.
     *
     * @throws CommandFailure if there is none
     */
    public RunGist gist(String task) {
        return RunGist.of(task, transcript(task));
    }

    /** Where the transcript of a task is. */
    public Path file(String task) {
        return folder.resolve(task + ENDING);
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
