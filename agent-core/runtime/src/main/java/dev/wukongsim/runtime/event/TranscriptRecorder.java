package dev.wukongsim.runtime.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records the events of one run, in memory and, if it was given a file, line by line on disk. */
public final class TranscriptRecorder implements RunListener, AutoCloseable {

    private final InstantSource clock;
    private final @Nullable Writer file;
    private final List<Transcript.Entry> entries = new ArrayList<>();

    private TranscriptRecorder(InstantSource clock, @Nullable Writer file) {
        this.clock = clock;
        this.file = file;
    }

    public static TranscriptRecorder inMemory(InstantSource clock) {
        return new TranscriptRecorder(clock, null);
    }

    /**
     * Record to a file, which is made anew. Each event is handed to the operating system before the run goes on.
     *
     * @throws IOException if the file cannot be made
     */
    public static TranscriptRecorder toFile(Path path, InstantSource clock) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return new TranscriptRecorder(clock, Files.newBufferedWriter(path));
    }

    @Override
    public void onEvent(RunEvent event) {
        Transcript.Entry entry = new Transcript.Entry(entries.size() + 1, clock.instant(), event);
        entries.add(entry);
        if (file != null) {
            write(file, entry);
        }
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

    private static void write(Writer file, Transcript.Entry entry) {
        try {
            file.write(entry.toJson());
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
