package dev.wukongsim.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** How long the disk takes to keep what an operation of the ledger writes: the floor under its latency. */
record DiskProbe(Duration p50, Duration p99) {

    private static final int WRITES = 1_000;
    private static final int BYTES = 800;

    static DiskProbe of(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "disk", ".probe");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return of(channel);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DiskProbe of(FileChannel channel) throws IOException {
        Latencies latencies = new Latencies(WRITES);
        for (int i = 0; i < WRITES; i++) {
            long start = System.nanoTime();
            channel.write(ByteBuffer.allocate(BYTES));
            channel.force(false);
            latencies.add(System.nanoTime() - start);
        }
        return new DiskProbe(latencies.at(0.50), latencies.at(0.99));
    }
}
