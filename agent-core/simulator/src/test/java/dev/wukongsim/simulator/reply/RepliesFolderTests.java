package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.simulator.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepliesFolderTests {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTwoFiles() throws IOException {
        Files.createDirectory(folder.resolve("leave"));
        write("a.replies.yaml", "kind: Replies\nturns:\n  - { when: { user: EXP }, say: expense }\n");
        write("leave/replies.yaml", "kind: Replies\nturns:\n\n  - { when: { user: LV }, say: leave }\n");
        write("task.yaml", "kind: Task\n");
    }

    @Test
    void readsEveryFileOfReplies() {
        Replies replies = Replies.read(folder);

        assertThat(replies.unused()).containsExactly("a.replies.yaml:3", "leave/replies.yaml:4");
        assertThat(replies.match(Question.of(Requests.question("LV-1")))).isInstanceOf(Match.Found.class);
        assertThat(replies.unused()).containsExactly("a.replies.yaml:3");
    }

    @Test
    void refusesTheSameGuardsInTwoFiles() throws IOException {
        write("b.replies.yaml", "kind: Replies\nturns:\n  - { say: again, when: { user: EXP } }\n");

        assertThatThrownBy(() -> Replies.read(folder))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(folder.resolve("b.replies.yaml") + ":3:5: has the same guards as a.replies.yaml:3; "
                        + "make them differ, or let that one say how many 'times' it answers");
    }

    @Test
    void letsFilesAnswerForDifferentModels() throws IOException {
        write("b.replies.yaml", "kind: Replies\nmodel: qwen-max\nturns:\n  - { say: b }\n");
        write("c.replies.yaml", "kind: Replies\nmodel: qwen-plus\nturns:\n  - { say: c }\n");

        Match match =
                Replies.read(folder).match(Question.of(Requests.question("hi").put("model", "qwen-max")));

        assertThat(match).isEqualTo(new Match.Found(Turn.say("b")));
    }

    @Test
    void tellsTurnsOfOneLineApart() throws IOException {
        Path file = write("x.yaml", "kind: Replies\nturns: [{ say: a }, { say: b }]\n");

        assertThat(Replies.read(file).unused()).containsExactly("x.yaml:2", "x.yaml:2:21");
    }

    @Test
    void refusesAFolderWithoutReplies() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> Replies.read(empty))
                .hasMessage(
                        empty + ":1:1: there is no replies.yaml, *.replies.yaml or *.recording.yaml in this folder");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
