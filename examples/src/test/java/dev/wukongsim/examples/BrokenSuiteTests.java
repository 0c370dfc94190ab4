package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.testkit.suite.CaseResult;
import dev.wukongsim.testkit.suite.CaseRunner;
import dev.wukongsim.testkit.suite.SuiteRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suite that could not fail would be worth nothing: each test breaks one thing and wants to hear of it. */
class BrokenSuiteTests {

    private static final Path STORY = Path.of("expense-approval");
    private static final String FIRST_CASE = "files-one-approval";

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheStory() throws IOException {
        try (Stream<Path> files = Files.walk(STORY)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(STORY.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void theCopyItselfPasses() {
        assertThat(failures()).isEmpty();
    }

    @Test
    void noticesAModelThatFilesAnotherAmount() throws IOException {
        replace("replies.yaml", "amount: 4869.60", "amount: 5037.60");

        assertThat(failures()).anyMatch(failure -> failure.contains("'approvals.file', ended with 'retry'"));
    }

    @Test
    void noticesAModelThatWritesToSomebodyElse() throws IOException {
        replace("replies.yaml", "to: li.na", "to: zhang.wei");

        assertThat(failures()).contains("Tool call 7, 'chat.send', has to = \"zhang.wei\", expected \"li.na\"");
    }

    @Test
    void noticesAWorldWithLessBudget() throws IOException {
        replace("world.yaml", "spent: 171412.35", "spent: 179412.35");

        assertThat(failures()).anyMatch(failure -> failure.startsWith("The task ended with 'model_failed'"));
    }

    @Test
    void noticesAnAgentWithFewerTools() throws IOException {
        replace("task.yaml", "approvals.*, chat.send", "approvals.*");

        assertThat(failures()).isNotEmpty();
    }

    private List<String> failures() {
        return new SuiteRunner(new CaseRunner(1, InstantSource.system()))
                .run(List.of(folder), FIRST_CASE, result -> {}).cases().stream()
                        .map(CaseResult::failures)
                        .flatMap(List::stream)
                        .toList();
    }

    private void replace(String file, String text, String other) throws IOException {
        Path path = folder.resolve(file);
        String content = Files.readString(path);
        assertThat(content).contains(text);
        Files.writeString(path, content.replace(text, other));
    }
}
