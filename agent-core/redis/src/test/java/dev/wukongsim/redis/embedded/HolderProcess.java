package dev.wukongsim.redis.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another JVM that opens the server of a folder and holds it until it is killed or its standard input ends. */
final class HolderProcess implements AutoCloseable {

    private final Process process;

    private HolderProcess(Process process) {
        this.process = process;
    }

    /** What the other JVM does. */
    public static void main(String[] arguments) throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.open(Path.of(arguments[0]));
        System.out.println("open");
        while (System.in.read() >= 0) {
            System.out.println("still here");
        }
        redis.close();
    }

    static HolderProcess start(Path folder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HolderProcess.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"open".equals(process.inputReader().readLine())) {
            throw new AssertionError("The other JVM could not open the server in " + folder);
        }
        return new HolderProcess(process);
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
