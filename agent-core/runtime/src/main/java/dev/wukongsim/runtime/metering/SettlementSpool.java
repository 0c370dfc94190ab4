package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of settlements that are not known to be in the books yet, one file each. A file is there as a whole or not at
 * all, is named after its content, and is deleted when the ledger has answered. Since a settlement takes effect once, it
 * does no harm if two processes send the same file. What the operating system was handed survives the process, not the
 * machine.
 */
final class SettlementSpool {

    private static final Logger LOG = LoggerFactory.getLogger(SettlementSpool.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ENDING = ".json";

    /**
     * What a call used.
     *
     * @param micros what it cost; null if no price is known
     */
    record Kept(String reservation, Usage usage, @Nullable Long micros) {

        Kept {
            requireNonNull(reservation, "reservation is null");
            requireNonNull(usage, "usage is null");
        }

        static Kept of(String reservation, Usage usage, OptionalLong micros) {
            return new Kept(reservation, usage, micros.isPresent() ? micros.getAsLong() : null);
        }

        OptionalLong price() {
            return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
        }
    }

    private final Path folder;

    /** A spool in a folder, which is made if it does not exist. */
    SettlementSpool(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Write a settlement down. */
    void add(Kept kept) throws IOException {
        String json = JSON.writeValueAsString(kept);
        Path file = file(json);
        Path part = file.resolveSibling(
                file.getFileName() + "." + Thread.currentThread().threadId() + ".part");
        Files.writeString(part, json);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forget a settlement; nothing happens if that has been done. */
    void remove(Kept kept) throws IOException {
        Files.deleteIfExists(file(JSON.writeValueAsString(kept)));
    }

    /** Put a settlement aside that no ledger will ever take, so that a person can look at it. */
    void putAside(Kept kept) throws IOException {
        putAside(file(JSON.writeValueAsString(kept)));
    }

    /** All settlements that are written down, by whichever process. */
    List<Kept> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .map(this::read)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<Kept> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Kept.class));
        } catch (NoSuchFileException sentByAnotherProcess) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            LOG.warn("Settlement '{}' is damaged and put aside as '{}.aside'", file, file.getFileName());
            putAside(file);
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("Settlement '{}' cannot be read and is left for the next start: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static void putAside(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".aside"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("Settlement '{}' cannot be put aside: {}", file, e.getMessage());
        }
    }

    private Path file(String json) {
        return folder.resolve(UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8)) + ENDING);
    }
}
