package dev.wukongsim.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** A small shop to work in: task, world, replies and suites among the test resources. */
final class DeskFiles {

    private DeskFiles() {}

    /** Copies of all files in a folder. */
    static void copyTo(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(source())) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private static Path source() {
        try {
            return Path.of(
                    Objects.requireNonNull(DeskFiles.class.getResource("/desk")).toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
