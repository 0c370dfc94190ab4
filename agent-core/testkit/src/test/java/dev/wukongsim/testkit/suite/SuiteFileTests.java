package dev.wukongsim.testkit.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteFileTests {

    private static final String TASK = """
            kind: Task
            name: expense
            goal: Check it.
            as: li.na
            agent: { name: clerk, instructions: You check., tools: [] }
            budget: { tokens: 20000 }
            """;
    private static final String SUITE = """
            kind: Suite
            name: expense
            task: task.yaml
            cases:
              - name: good
                replies: replies.yaml
                expect: { stopReason: completed }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWhatTheSuiteNames() throws IOException {
        Files.writeString(folder.resolve("task.yaml"), TASK);
        Files.writeString(folder.resolve("replies.yaml"), "kind: Replies\nturns: []\n");
    }

    @Test
    void findsSuitesBelowAFolder() throws IOException {
        write(SUITE);

        assertThat(SuiteFile.find(folder.getParent().resolve(folder.getFileName())))
                .singleElement()
                .satisfies(suite -> {
                    assertThat(suite.definition().name()).isEqualTo("expense");
                    assertThat(suite.at(suite.definition().cases().getFirst(), "")
                                    .line())
                            .isEqualTo(5);
                });
    }

    @Test
    void saysThatAFolderHasNoSuite() {
        var refusal = catchThrowableOfType(InvalidDefinitionException.class, () -> SuiteFile.find(folder));

        assertThat(refusal).hasMessageEndingWith("there is no suite.yaml in this folder or below it");
    }

    @Test
    void namesCasesThatShareAName() throws IOException {
        String twice = SUITE + "  - name: good\n    expect: { stopReason: completed }\n";

        assertThat(violations(twice)).singleElement().satisfies(violation -> {
            assertThat(violation.line()).isEqualTo(8);
            assertThat(violation.message()).isEqualTo("there are two cases 'good'");
        });
    }

    @Test
    void namesAStopReasonThatDoesNotExist() throws IOException {
        assertThat(violations(SUITE.replace("stopReason: completed", "stopReason: done")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.line()).isEqualTo(7));
    }

    @Test
    void namesRepliesThatAreNotThere() throws IOException {
        assertThat(violations(SUITE.replace("replies.yaml", "moon.yaml")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("moon.yaml"));
    }

    @Test
    void saysThatACaseNeedsReplies() throws IOException {
        SuiteFile suite = SuiteFile.load(write(SUITE.replace("    replies: replies.yaml\n", "")));

        var refusal = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> suite.replies(suite.definition().cases().getFirst()));

        assertThat(refusal).hasMessageContaining("case 'good' needs 'replies'");
    }

    private List<Violation> violations(String yaml) throws IOException {
        Path file = write(yaml);
        return catchThrowableOfType(InvalidDefinitionException.class, () -> SuiteFile.load(file))
                .violations();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("suite.yaml"), yaml);
    }
}
