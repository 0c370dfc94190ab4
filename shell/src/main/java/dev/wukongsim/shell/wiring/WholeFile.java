package dev.wukongsim.shell.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there as a whole or as they were before, whenever a reader looks or the process dies. */
public final class WholeFile {

    private WholeFile() {}

    /** Replace the content of a file, or make it; its folder must exist. */
    public static void replace(Path file, String content) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
