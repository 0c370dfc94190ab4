package dev.wukongsim.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wukongsim.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTests {

    private static final Platform WITHOUT_BINARY = new Platform("Linux", "riscv64");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, redis-server-7.0.9-linux-amd64",
        "Linux, aarch64, redis-server-7.0.9-linux-arm64",
        "Mac OS X, x86_64, redis-server-7.0.9-darwin-amd64"
    })
    void unpacksTheOneOnBoard(String system, String processor, String name) throws IOException {
        Path binary = RedisBinary.find(DataFolder.at(folder), new Platform(system, processor), Map.of());

        assertThat(binary).hasFileName(name).isExecutable();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(binary)))
                .isEqualTo("rwx------");
        assertThat(Files.size(binary)).isGreaterThan(5_000_000);
    }

    @Test
    void unpacksOnce() throws IOException {
        Platform platform = new Platform("Linux", "amd64");
        Path first = RedisBinary.find(DataFolder.at(folder), platform, Map.of());
        Object fileKey = Files.readAttributes(first, "unix:ino").get("ino");

        Path second = RedisBinary.find(DataFolder.at(folder), platform, Map.of());

        assertThat(Files.readAttributes(second, "unix:ino").get("ino")).isEqualTo(fileKey);
    }

    @Test
    void prefersTheOneThatIsNamed() throws IOException {
        Path named = script("my-redis", "echo 'Redis server v=8.2.1 sha=00000000:0'");

        Path binary =
                RedisBinary.find(DataFolder.at(folder), Platform.current(), Map.of("REDIS_SERVER", named.toString()));

        assertThat(binary).isEqualTo(named);
    }

    @Test
    void takesTheOneOnThePathWhereNoneIsOnBoard() throws IOException {
        Path onPath = script("redis-server", "echo 'Redis server v=7.2.5 sha=00000000:0'");

        Path binary = RedisBinary.find(
                DataFolder.at(folder), WITHOUT_BINARY, Map.of("PATH", "/nowhere:" + onPath.getParent()));

        assertThat(binary).isEqualTo(onPath);
    }

    @Test
    void hasNoneForAppleProcessors() {
        assertThat(new Platform("Mac OS X", "aarch64").binaryName()).isEmpty();
    }

    @Test
    void refusesAnOldOne() throws IOException {
        Path old = script("old-redis", "echo 'Redis server v=6.2.14 sha=00000000:0'");

        assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(() -> RedisBinary.find(
                        DataFolder.at(folder), Platform.current(), Map.of("REDIS_SERVER", old.toString())))
                .withMessageContaining("'" + old + "' must be a redis-server of version 7.0 or newer")
                .withMessageContaining("v=6.2.14");
    }

    @Test
    void refusesWhatCannotBeRun() {
        assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(() -> RedisBinary.find(
                        DataFolder.at(folder), Platform.current(), Map.of("REDIS_SERVER", "/nowhere/redis-server")))
                .withMessageContaining("Program '/nowhere/redis-server' cannot be run");
    }

    @Test
    void saysThatThereIsNone() {
        assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(() -> RedisBinary.find(DataFolder.at(folder), WITHOUT_BINARY, Map.of("PATH", "/nowhere")))
                .withMessageContaining("no redis-server on board for Linux on riscv64")
                .withMessageContaining("install Redis 7.0 or newer");
    }

    private Path script(String name, String line) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
