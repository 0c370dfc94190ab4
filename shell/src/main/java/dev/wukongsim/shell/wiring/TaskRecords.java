package dev.wukongsim.shell.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.shell.line.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is kept of each task so that it can go on: one JSON file a task, without secrets. */
public final class TaskRecords {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private final Supplier<Path> folder;

    TaskRecords(Supplier<Path> folder) {
        this.folder = folder;
    }

    /** Keep a task that is about to run. */
    public TaskRecord begin(String task, RunOrder order, TaskFile file) {
        TaskRecord record = new TaskRecord(task, order, hashes(file), null);
        write(record);
        return record;
    }

    /** Keep why a task stopped, if it is kept at all. */
    public void stopped(String task, StopReason reason) {
        find(task).ifPresent(record -> stopped(record, reason));
    }

    /** Keep why a task stopped. */
    public void stopped(TaskRecord record, StopReason reason) {
        write(record.stopped(reason));
    }

    /**
     * The record of a task.
     *
     * @throws CommandFailure if there is none
     */
    public TaskRecord known(String task) {
        return find(task)
                .orElseThrow(
                        () -> CommandFailure.usage(
                                "Task '" + task
                                        + "' cannot be resumed: only tasks that 'wukong run', 'fork' or 'schedule' began are kept for that; run it anew"));
    }

    /**
     * The record of a task that can go on.
     *
     * @throws CommandFailure if there is none, or the task has ended
     */
    public TaskRecord resumable(String task) {
        TaskRecord record = known(task);
        StopReason reason = record.stopReason();
        if (reason != null && !reason.resumable()) {
            throw ended(task, reason);
        }
        return record;
    }

    /** The answer to who wants a task to go on that has ended. */
    public static CommandFailure ended(String task, StopReason reason) {
        return CommandFailure.usage("Task '" + task + "' has ended (" + reason.word()
                + "), so there is nothing to resume; 'wukong show " + task + "' tells what came of it");
    }

    /**
     * Refuse a task whose files are no longer what it was begun with: its journal would not fit them. The replies of the
     * mocked model may be mended, as what it has said so far is in the journal.
     *
     * @throws CommandFailure naming the first file that differs
     */
    public void requireUnchanged(TaskRecord record) {
        new TreeMap<>(record.files()).forEach((path, hash) -> {
            if (!hash(Path.of(path)).equals(hash)) {
                throw CommandFailure.usage("File '" + path + "' has changed since task '" + record.task()
                        + "' began; put it back and resume, or run the task anew. Nothing is lost");
            }
        });
    }

    /** The record of a task, if it is kept here. */
    public Optional<TaskRecord> find(String task) {
        Path file = file(task);
        try {
            return Optional.of(JSON.readValue(Files.readString(file), TaskRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    CommandFailure.FAILED, "File '" + file + "' is damaged, so its task cannot be resumed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(TaskRecord record) {
        Path file = file(record.task());
        try {
            WholeFile.replace(file, JSON.writeValueAsString(record) + "\n");
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "File '" + file + "' cannot be written: " + e.getMessage(), e);
        }
    }

    private Path file(String task) {
        return folder.get().resolve(task + ".json");
    }

    private static Map<String, String> hashes(TaskFile file) {
        Map<String, String> hashes = new TreeMap<>();
        Stream.of(Optional.of(file.path()), file.world())
                .flatMap(Optional::stream)
                .map(path -> path.toAbsolutePath().normalize())
                .forEach(path -> hashes.put(path.toString(), hash(path)));
        return hashes;
    }

    /** Of the file's content; empty if it cannot be read. */
    private static String hash(Path path) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
