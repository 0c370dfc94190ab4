package dev.wukongsim.runtime.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records the events of one run, in memory and, if it was given a file, line by line on disk. */
public final class TranscriptRecorder implements RunListener, AutoCloseable {

    private final InstantSource clock;
    private final @Nullable Path path;
    private final List<Transcript.Entry> earlier;
    private final List<Transcript.Entry> entries = new ArrayList<>();
    private @Nullable Writer file;

    private TranscriptRecorder(InstantSource clock, @Nullable Path path, List<Transcript.Entry> earlier) {
        this.clock = clock;
        this.path = path;
        this.earlier = earlier;
    }

    public static TranscriptRecorder inMemory(InstantSource clock) {
        return new TranscriptRecorder(clock, null, List.of());
    }

    /**
     * Record to a file, which is made anew. Each event is handed to the operating system before the run goes on.
     *
     * @throws IOException if the file cannot be made
     */
    public static TranscriptRecorder toFile(Path path, InstantSource clock) throws IOException {
        TranscriptRecorder recorder = new TranscriptRecorder(clock, path, List.of());
        recorder.file = made(path);
        return recorder;
    }

    /**
     * Record a task that goes on to the file of its earlier run. What is told again from the journal keeps the time at which
     * it happened. Nothing is written before the first event, and then into another file than before, so that a run which
     * was overtaken and does not know it yet cannot write between the lines.
     *
     * @throws IOException if the file cannot be written
     */
    public static TranscriptRecorder goingOn(Path path, InstantSource clock) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (!Files.isWritable(path.toAbsolutePath().getParent())) {
            throw new AccessDeniedException(path.toString());
        }
        return new TranscriptRecorder(clock, path, earlier(path));
    }

    private static Writer made(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.deleteIfExists(path);
        return Files.newBufferedWriter(path);
    }

    private static List<Transcript.Entry> earlier(Path path) {
        try {
            return Transcript.read(path).entries();
        } catch (IOException | DamagedTranscriptException e) {
            return List.of();
        }
    }

    @Override
    public void onEvent(RunEvent event) {
        Transcript.Entry entry = new Transcript.Entry(entries.size() + 1, at(event), event);
        entries.add(entry);
        if (path != null) {
            write(path, entry);
        }
    }

    private Instant at(RunEvent event) {
        int index = entries.size();
        return index < earlier.size() && earlier.get(index).event().equals(event)
                ? earlier.get(index).at()
                : now();
    }

    /** Not before the entry before, even if the clock was set back meanwhile. */
    private Instant now() {
        Instant time = clock.instant();
        return entries.isEmpty() || time.isAfter(entries.getLast().at())
                ? time
                : entries.getLast().at();
    }

    public Transcript transcript() {
        return new Transcript(entries);
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void write(Path to, Transcript.Entry entry) {
        try {
            Writer open = file == null ? made(to) : file;
            file = open;
            open.write(entry.toJson());
            open.write('\n');
            open.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
