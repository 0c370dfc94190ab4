package dev.wukongsim.shell.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTests {

    @TempDir
    private Path folder;

    @Test
    void listsTheLatestTaskFirst() throws IOException {
        transcripts("t-1-a", "t-2-a");

        assertThat(new Archive(folder, InstantSource.system()).tasks()).containsExactly("t-2-a", "t-1-a");
    }

    @Test
    void isEmptyBeforeAnythingRan() {
        assertThat(new Archive(folder.resolve("none"), InstantSource.system()).tasks())
                .isEmpty();
    }

    @Test
    void findsATaskByTheBeginningOfItsId() throws IOException {
        transcripts("t-1", "t-1-b", "t-2-a");
        Archive archive = new Archive(folder, InstantSource.system());

        assertThat(archive.find("t-2")).isEqualTo("t-2-a");
        assertThat(archive.find("t-1")).isEqualTo("t-1");
    }

    @Test
    void refusesAnIdThatIsNobodysOrSeverals() throws IOException {
        transcripts("t-1-a", "t-1-b");
        Archive archive = new Archive(folder, InstantSource.system());

        assertThatThrownBy(() -> archive.find("t-9")).hasMessage("Task 't-9' not found; 'wukong tasks' lists all");
        assertThatThrownBy(() -> archive.find("t-1")).hasMessage("Task 't-1' may be one of: t-1-b, t-1-a");
    }

    private void transcripts(String... tasks) throws IOException {
        for (String task : tasks) {
            Files.writeString(folder.resolve(task + ".jsonl"), "");
        }
    }
}
