package dev.wukongsim.redis.embedded;

import dev.wukongsim.redis.RedisUnavailableException;
import java.util.Locale;
import java.util.Optional;

/** The operating system and processor, as the JVM names them. */
record Platform(String system, String processor) {

    static Platform current() {
        return new Platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    void requireSupported() {
        if (!linux() && !mac()) {
            throw new RedisUnavailableException(
                    "Embedded Redis",
                    "runs on Linux and macOS, this is '" + system + "'",
                    "set WUKONG_REDIS to the URL of a Redis",
                    null);
        }
    }

    /** What the redis-server on board for this platform is called; empty if there is none. */
    Optional<String> binaryName() {
        return switch (processor.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of(linux() ? "linux-amd64" : "darwin-amd64");
            case "aarch64", "arm64" -> linux() ? Optional.of("linux-arm64") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean linux() {
        return system.equals("Linux");
    }

    private boolean mac() {
        return system.startsWith("Mac");
    }
}
