package dev.wukongsim.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTests {

    private static final String KEY = "sk-live-0123456789abcdef";
    private static final ModelClient MODEL = (request, listener) -> new ModelReply(
            AiMessage.builder()
                    .thinking("12:30")
                    .text("no: it's " + KEY + "\n- done")
                    .toolExecutionRequests(List.of(ToolExecutionRequest.builder()
                            .id("c1")
                            .name("directory.find")
                            .arguments("{\"name\":\"王芳\"}")
                            .build()))
                    .build(),
            new Usage(10, 2, 0, 5, 1, 1, false),
            FinishReason.TOOL_EXECUTION);

    @TempDir
    private Path folder;

    @Test
    void writesWhatWasSaidWithoutTheKey() throws IOException {
        Path file = folder.resolve("a.recording.yaml");
        Recorder recorder = recorder("Who is 王芳? " + KEY);

        recorder.save(file, "qwen-plus, 2026-11-22");

        assertThat(Files.readString(file)).doesNotContain(KEY).contains("about: \"qwen-plus, 2026-11-22\"");
        assertThat(RecordingFile.read(file).exchanges()).isEqualTo(recorder.exchanges());
        assertThat(RecordingFile.read(file).exchanges().getFirst().answer())
                .isEqualTo(new Exchange.Answer(
                        "12:30",
                        "no: it's ⟦REDACTED:secret-1⟧\n- done",
                        List.of(new Exchange.Call("directory.find", "{\"name\":\"王芳\"}")),
                        new Exchange.Tokens(10, 2, 0, 5, 1),
                        "tool_calls"));
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.recording.yaml"), "mine");

        assertThatThrownBy(() -> recorder("hi").save(file, "again"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage(file + " is a recording already; delete it to record it again");
        assertThat(file).hasContent("mine");
    }

    @Test
    void keepsNoFileThatStillHasASecret() {
        Path file = folder.resolve("a.recording.yaml");

        assertThatThrownBy(() -> recorder("hi").save(file, "recorded with " + KEY))
                .isInstanceOf(SecretLeftException.class)
                .hasMessageContaining("line 2 has a key that is in use")
                .hasMessageNotContaining(KEY);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFileThatWasChangedByHand() throws IOException {
        Path file = folder.resolve("a.recording.yaml");
        recorder("hi").save(file, "x");
        Files.writeString(file, Files.readString(file).replace("content: hi", "content: ho"));

        assertThatThrownBy(() -> RecordingFile.read(file))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(file + ":4:3: is not the hash of the request below it, which is sha256:");
    }

    private static Recorder recorder(String question) {
        Recorder recorder = new Recorder(MODEL, Redaction.of(List.of(KEY)));
        recorder.call(
                ChatRequest.builder()
                        .messages(UserMessage.from(question))
                        .modelName("qwen-plus")
                        .build(),
                TokenListener.NONE);
        return recorder;
    }
}
