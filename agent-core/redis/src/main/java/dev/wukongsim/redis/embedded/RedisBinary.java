package dev.wukongsim.redis.embedded;

import dev.wukongsim.redis.RedisUnavailableException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a redis-server to run: the one that the environment variable {@code REDIS_SERVER} names, else the one on board,
 * else the one on the {@code PATH}.
 */
final class RedisBinary {

    private static final String ON_BOARD = "redis-server-7.0.9-";
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");
    private static final String REMEDY = "install Redis 7.0 or newer, set REDIS_SERVER to the path of its redis-server,"
            + " or set WUKONG_REDIS to the URL of a Redis";

    private RedisBinary() {}

    static Path find(DataFolder folder, Platform platform, Map<String, String> environment) throws IOException {
        String named = environment.get("REDIS_SERVER");
        if (named != null && !named.isBlank()) {
            return checked(Path.of(named));
        }
        Optional<String> onBoard = platform.binaryName();
        return onBoard.isPresent()
                ? unpacked(folder, ON_BOARD + onBoard.get())
                : checked(onPath(platform, environment));
    }

    private static Path unpacked(DataFolder folder, String name) throws IOException {
        Path binary = folder.path().resolve(name);
        if (Files.exists(binary)) {
            return binary;
        }
        Path partial = folder.path().resolve(name + ".partial");
        try (InputStream content = RedisBinary.class.getResourceAsStream("/" + name)) {
            if (content == null) {
                throw new IllegalStateException("Resource '" + name + "' is not on the class path");
            }
            Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
        return Files.move(partial, binary, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path onPath(Platform platform, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new RedisUnavailableException(
                        "Embedded Redis",
                        "has no redis-server on board for " + platform.system() + " on " + platform.processor()
                                + " and there is none on the PATH",
                        REMEDY,
                        null));
    }

    private static Path checked(Path binary) {
        String answer = version(binary);
        Matcher version = VERSION.matcher(answer);
        if (!version.find() || Integer.parseInt(version.group(1)) < 7) {
            throw new RedisUnavailableException(
                    "Program '" + binary + "'",
                    "must be a redis-server of version 7.0 or newer, says '" + answer.strip() + "'",
                    REMEDY,
                    null);
        }
        return binary.toAbsolutePath();
    }

    private static String version(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            boolean ended = process.onExit()
                    .thenApply(exit -> true)
                    .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                    .join();
            if (!ended) {
                process.destroyForcibly();
                throw new IOException("it does not end");
            }
            return new String(process.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RedisUnavailableException(
                    "Program '" + binary + "'", "cannot be run (" + e.getMessage() + ")", REMEDY, e);
        }
    }
}
