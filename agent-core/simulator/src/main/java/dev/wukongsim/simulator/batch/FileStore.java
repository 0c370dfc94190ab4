package dev.wukongsim.simulator.batch;

import dev.wukongsim.simulator.reply.MockIds;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest files, in memory; the oldest go when there are too many or they are too large together. Thread-safe. */
public final class FileStore {

    private static final int MOST_FILES = 100;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final MockIds ids;
    private final InstantSource clock;
    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private long bytes;

    /**
     * An empty store.
     *
     * @param clock tells when files were created
     */
    public FileStore(MockIds ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    synchronized StoredFile add(String name, String purpose, String content) {
        String id = ids.next("file-" + purpose + "-", "file/" + name + "/" + content);
        int size = content.getBytes(StandardCharsets.UTF_8).length;
        StoredFile file = new StoredFile(id, name, purpose, clock.instant(), size, content);
        files.put(id, file);
        bytes += size;
        while (files.size() > MOST_FILES || (bytes > MOST_BYTES && files.size() > 1)) {
            remove(files.keySet().iterator().next());
        }
        return file;
    }

    synchronized Optional<StoredFile> find(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** The file that was there; empty if there was none. */
    synchronized Optional<StoredFile> remove(String id) {
        Optional<StoredFile> removed = Optional.ofNullable(files.remove(id));
        removed.ifPresent(file -> bytes -= file.bytes());
        return removed;
    }

    /** The latest first. */
    synchronized List<StoredFile> all() {
        return List.copyOf(files.values()).reversed();
    }
}
