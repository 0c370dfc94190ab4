package dev.wukongsim.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The Redis Functions that make our writes atomic, as one library. Its name holds a hash of its code, so that two versions
 * of this program can work on one Redis, each with its own.
 */
record FunctionLibrary(String name, String code) {

    static FunctionLibrary load() {
        return of(body());
    }

    static FunctionLibrary of(String body) {
        String name = "wukong_" + hash(body);
        return new FunctionLibrary(name, head(name) + body);
    }

    static String body() {
        return scoped("ledger.lua") + scoped("memory.lua") + scoped("journal.lua") + scoped("schedules.lua");
    }

    String function(String function) {
        return name + "_" + function;
    }

    private static String head(String name) {
        return """
                #!lua name=%1$s
                local function register(name, callback, ...)
                    redis.register_function({ function_name = '%1$s_' .. name, callback = callback, flags = { ... } })
                end
                local shared = {}
                """.formatted(name);
    }

    /** The file as a block, so that its local names stay its own; what others may call it puts into {@code shared}. */
    private static String scoped(String resource) {
        try (InputStream code = FunctionLibrary.class.getResourceAsStream(resource)) {
            if (code == null) {
                throw new IllegalStateException("Resource '" + resource + "' is not on the class path");
            }
            return "do\n" + new String(code.readAllBytes(), StandardCharsets.UTF_8) + "end\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
