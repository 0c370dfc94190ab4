package dev.wukongsim.redis.embedded;

import dev.wukongsim.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder that holds the data, and a folder of its own for each server that runs on them, which is at most one. */
record DataFolder(Path path) {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** With less room than this, a write or what the file system keeps about it fails. */
    private static final long LEAST_BYTES = 64 * 1_024;

    static DataFolder at(Path path) {
        DataFolder folder = new DataFolder(path.toAbsolutePath().normalize());
        try {
            Files.createDirectories(folder.servers(), PRIVATE);
            if (!Files.isWritable(folder.path())) {
                throw new AccessDeniedException(folder.path().toString());
            }
            return folder;
        } catch (IOException e) {
            throw folder.unusable(e);
        }
    }

    /** Whether the server would end at its next write, as it must not acknowledge what it cannot keep. */
    boolean isFull() {
        try {
            return Files.getFileStore(path).getUsableSpace() < LEAST_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    FolderLock lock() {
        return new FolderLock(path.resolve("lock"));
    }

    Path log() {
        return path.resolve("redis.log");
    }

    private Path servers() {
        return path.resolve("servers");
    }

    Path newServer() throws IOException {
        return Files.createDirectory(servers().resolve(UUID.randomUUID().toString()), PRIVATE);
    }

    List<Path> serverFolders() throws IOException {
        try (Stream<Path> folders = Files.list(servers())) {
            return folders.toList();
        }
    }

    void remove(Path serverFolder) throws IOException {
        try (Stream<Path> files = Files.list(serverFolder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(serverFolder);
        } catch (NoSuchFileException e) {
            // The server's supervisor removes it, too.
        }
    }

    RedisUnavailableException unusable(IOException cause) {
        return new RedisUnavailableException(
                "Data folder '" + path + "' of the embedded Redis",
                "must be a folder this user can write to (" + cause + ")",
                "choose another folder, or set WUKONG_REDIS to the URL of a Redis",
                cause);
    }

    /** A server that ran or should have run here fails; the log says why. */
    RedisUnavailableException failed(String rule) {
        return new RedisUnavailableException(
                "Embedded Redis in '" + path + "'",
                rule + " (" + lastWords() + ")",
                "see '" + log() + "', or set WUKONG_REDIS to the URL of a Redis",
                null);
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> !line.isBlank()).reduce("no log", (before, line) -> line);
        } catch (IOException e) {
            return "no log";
        }
    }
}
