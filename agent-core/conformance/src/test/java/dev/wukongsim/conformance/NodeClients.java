package dev.wukongsim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs for Node.js against the mocked Qwen, seen from both ends: the scripts in {@code src/test/node} look at what the
 * programs understood, and these tests at what was asked. Installing them takes a while, so they run on request only:
 * {@code mvn verify -pl agent-core/conformance -am -Pclients}.
 */
class NodeClients {

    private static final Path SCRIPTS = Path.of("target", "node").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theOpenAiSdkUnderstandsEveryAnswer() throws Exception {
        Replies replies = replies("openai.yaml");
        try (MockQwen mock = MockQwen.builder(replies).requiredKey("sk-any").start()) {
            run("openai.mjs", mock.baseUrl().toString());

            assertThat(replies.unused()).isEmpty();
            assertThat(requests(mock))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(request ->
                            assertThat(request.getHeader("User-Agent")).startsWith("OpenAI/JS"));
        }
    }

    @Test
    void qwenCodeReadsAFileAndWritesTheAnswer() throws Exception {
        Replies replies = replies("qwen-code.yaml");
        try (MockQwen mock = MockQwen.builder(replies).requiredKey("sk-any").start()) {
            run("qwen-code.mjs", mock.baseUrl().toString(), folder.toRealPath().toString());

            assertThat(replies.unused()).isEmpty();
            assertThat(mock.wireMock().getAllServeEvents())
                    .extracting(event -> event.getResponse().getStatus())
                    .containsExactly(200, 200, 200, 200, 200, 200);
            assertThat(requests(mock)).allSatisfy(request -> {
                assertThat(request.getUrl()).isEqualTo("/v1/chat/completions");
                assertThat(request.getHeader("User-Agent")).startsWith("QwenCode/");
                assertThat(body(request).path("stream").asBoolean()).isTrue();
                assertThat(body(request).at("/stream_options/include_usage").asBoolean())
                        .isTrue();
                assertThat(body(request).at("/messages/0/role").asText()).isEqualTo("system");
                assertThat(body(request).path("tools").findValuesAsText("name"))
                        .contains("glob", "read_file", "write_file");
            });
            assertThatThinkingAndResultsComeBack(body(requests(mock).getLast()).path("messages"));
        }
    }

    /** What it was told is in what it sends next. */
    private static void assertThatThinkingAndResultsComeBack(JsonNode messages) {
        assertThat(messages.findValuesAsText("reasoning_content"))
                .containsExactly("The rules must be in a file.", "I write it down.");
        assertThat(messages.findValuesAsText("tool_call_id"))
                .hasSize(3)
                .isEqualTo(messages.findValues("tool_calls").stream()
                        .flatMap(calls -> calls.findValuesAsText("id").stream())
                        .toList());
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder node = new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        node.command().addFirst("node");
        Process process = node.start();

        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();

        assertThat(ended).as("ended: %s", Files.readString(printed)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
    }

    private Replies replies(String name) throws IOException {
        String text = Files.readString(SCRIPTS.resolve("replies").resolve(name));
        Path file = folder.resolve(name);
        Files.writeString(file, text.replace("PROJECT", folder.toRealPath().toString()));
        return Replies.read(file);
    }

    /** All requests, in the order they arrived. */
    private static List<LoggedRequest> requests(MockQwen mock) {
        return mock.wireMock().getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .toList();
    }

    private static JsonNode body(LoggedRequest request) throws IOException {
        return new ObjectMapper().readTree(request.getBody());
    }
}
