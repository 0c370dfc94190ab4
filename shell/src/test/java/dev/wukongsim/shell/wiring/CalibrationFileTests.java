package dev.wukongsim.shell.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.qwen.CalibratedTokenCounter;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.shell.line.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFileTests {

    private static final String WORDS = "how many tokens are these";

    @TempDir
    private Path folder;

    private Path path;
    private CalibrationFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("calibration.json");
        file = new CalibrationFile(path);
    }

    @Test
    void laterRunsKnowWhatAnEndpointTaught() {
        CalibratedTokenCounter counter = file.counter();
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from(WORDS))
                .modelName("kimi-k2.6")
                .build();
        counter.observe(request, Usage.of(40, 1));

        file.keep(counter);

        assertThat(file.counter().calibrations()).isEqualTo(counter.calibrations());
        assertThat(file.counter().count("kimi-k2.6", WORDS))
                .isNotEqualTo(new CalibrationFile(folder.resolve("none.json"))
                        .counter()
                        .count("kimi-k2.6", WORDS));
    }

    @Test
    void knowsNothingBeforeTheFirstLiveRun() {
        assertThat(file.counter().calibrations()).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    void aDamagedFileIsNamedAndKept() throws IOException {
        Files.writeString(path, "{\"kimi-k2.6\":{\"ratio\":-1,\"recent\":[]}}");

        assertThatThrownBy(file::counter)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("calibration.json' is damaged; delete it");
        assertThat(path).exists();
    }
}
