package dev.wukongsim.redis.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a server listens and what it asks for; kept in its redis.conf, which only the user can read. */
record ServerConfiguration(int port, String password) {

    private static final String FILE = "redis.conf";

    /** A port that is free at the moment, and a new password. */
    static ServerConfiguration random() throws IOException {
        byte[] password = new byte[32];
        new SecureRandom().nextBytes(password);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ServerConfiguration(socket.getLocalPort(), HexFormat.of().formatHex(password));
        }
    }

    static ServerConfiguration read(Path serverFolder) throws IOException {
        try (Stream<String> lines = Files.lines(serverFolder.resolve(FILE))) {
            Map<String, String> directives = lines.map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(words -> words[0], words -> words[words.length - 1]));
            return new ServerConfiguration(
                    Integer.parseInt(directives.getOrDefault("port", "0")), directives.getOrDefault("requirepass", ""));
        }
    }

    void write(Path serverFolder, DataFolder data) throws IOException {
        Path file = Files.createFile(
                serverFolder.resolve(FILE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text(data));
    }

    private String text(DataFolder data) {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir %s
                logfile %s
                appendonly yes
                appendfsync always
                aof-load-truncated yes
                auto-aof-rewrite-min-size 64mb
                save ""
                tcp-backlog 128
                hz 50
                """.formatted(port, password, quoted(data.path()), quoted(data.log()));
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    String uri() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    @Override
    public String toString() {
        return "redis://127.0.0.1:" + port;
    }
}
