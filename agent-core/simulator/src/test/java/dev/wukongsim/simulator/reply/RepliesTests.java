package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTests {

    @TempDir
    private Path folder;

    @Test
    void saysThatItHasNothingToSay() {
        Match match = Replies.of().match(new Question("qwen-plus", 1, 1, "hello", "hello", ""));

        assertThat(match).isEqualTo(new Match.Missed("There are no replies; give the mock some, or add a stub"));
    }

    @Test
    void followsATalkWhoseTurnsComeInAnyOrder() {
        Replies replies = Replies.of(
                Turn.say("asks").when(new When(null, 1, "budget", null)),
                Turn.say("tells").when(new When(null, 2, "budget", null)));

        Match second = replies.match(new Question("qwen-plus", 8, 2, "hello", "my budget", "42"));

        assertThat(second).isEqualTo(new Match.Found(Turn.say("tells").when(new When(null, 2, "budget", null))));
    }

    @Test
    void answersByPositionWithoutGuards() {
        Turn first = Turn.say("one");
        Turn second = Turn.say("two");
        Replies replies = Replies.of(first, second);

        assertThat(replies.match(question(2, "x", ""))).isEqualTo(new Match.Found(second));
        assertThat(replies.match(question(1, "x", ""))).isEqualTo(new Match.Found(first));
    }

    @Test
    void answersTheTurnWhoseGuardsAllHold() {
        Turn clerk = Turn.say("a").when(new When(2, null, "EXP-2026", "approved"));
        Replies replies = Replies.of(Turn.say("b").when(When.user("leave")), clerk);

        Match match = replies.match(question(2, "check EXP-2026-7", "it was approved"));

        assertThat(match).isEqualTo(new Match.Found(clerk));
    }

    @Test
    void namesTheNearestTurnAndTheDifference() {
        Replies replies = Replies.of(
                Turn.say("a").when(new When(1, null, "EXP-2026", null)),
                Turn.say("b").when(new When(3, null, "leave", "denied")));

        Match match = replies.match(question(2, "check EXP-2026-7", ""));

        assertThat(match)
                .isEqualTo(new Match.Missed(
                        "No turn answers turn 2; the nearest is turns[0] of replies: " + "it is for turn 1, not 2"));
    }

    @Test
    void quotesTheTextThatMissesTheWord() {
        Replies replies = Replies.of(Turn.say("a").when(new When(null, null, "leave", "denied")));

        Match match = replies.match(question(1, "check\nEXP-2026-7", ""));

        assertThat(match)
                .isEqualTo(new Match.Missed("No turn answers turn 1; the nearest is turns[0] of replies: "
                        + "it wants \"leave\" in the last user message, which is \"check EXP-2026-7\"; "
                        + "it wants \"denied\" in the last tool result, which is empty"));
    }

    @Test
    void prefersTheNearerOfTwoTurnsThatMissEquallyOften() {
        Replies replies = Replies.of(Turn.say("a"), Turn.say("b"), Turn.say("c"));

        Match match = replies.match(question(5, "x", ""));

        assertThat(match)
                .isEqualTo(new Match.Missed(
                        "No turn answers turn 5; the nearest is turns[2] of replies: it is for turn 3, not 5"));
    }

    @Test
    void refusesToChooseBetweenTwoTurns() {
        Replies replies = Replies.of(
                Turn.say("a"),
                Turn.say("b").when(When.user("EXP")),
                Turn.say("c").when(When.turn(9)));

        Match match = replies.match(question(1, "EXP-1", ""));

        assertThat(match)
                .isEqualTo(new Match.Missed("More than one turn answers turn 1: turns[0] of replies, "
                        + "turns[1] of replies; make their guards differ"));
    }

    @Test
    void refusesAnotherModel() {
        Replies replies = Replies.of(Turn.say("a")).forModel("qwen-plus");

        assertThat(replies.match(new Question("qwen-max", 1, 1, "x", "x", "")))
                .isEqualTo(
                        new Match.Missed("replies answers for model 'qwen-plus' only, the request is for 'qwen-max'"));
    }

    @Test
    void tellsWhichTurnsNobodyAskedFor() {
        Replies replies = Replies.of(Turn.say("a"), Turn.say("b"), Turn.say("c"));

        replies.match(question(2, "x", ""));

        assertThat(replies.unused()).containsExactly("turns[0]", "turns[2]");
    }

    @Test
    void readsAFileWithAllItsKeys() throws IOException {
        Path file = file("""
                kind: Replies
                model: qwen-plus
                turns:
                  - when: { turn: 1, user: EXP }
                    think: Who is that?
                    call:
                      - { tool: directory.find, args: { name: 王芳, limit: 2 } }
                      - { tool: calendar.list }
                    usage: { input: 812, output: 34, cachedInput: 256, reasoning: 12 }
                    hostile: true
                  - say: Done.
                """);

        Replies replies = Replies.read(file);

        assertThat(replies.match(new Question("qwen-plus", 1, 1, "EXP-1", "EXP-1", "")))
                .isEqualTo(new Match.Found(Turn.call("directory.find", "{\"name\": \"王芳\", \"limit\": 2}")
                        .andCall("calendar.list", "{}")
                        .thinking("Who is that?")
                        .when(new When(1, null, "EXP", null))
                        .reporting(new Turn.UsageOverride(812L, 34L, 256L, 12L))
                        .asHostile()));
        assertThat(replies.match(new Question("qwen-plus", 2, 2, "EXP-1", "EXP-1", "")))
                .isEqualTo(new Match.Found(Turn.say("Done.")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Replies\nturns: []\n",
                "kind: Replies\nturns:\n  - think: only\n",
                "kind: Replies\nturns:\n  - { say: a, speak: b }\n",
                "kind: Replies\nturns:\n  - { say: a, when: { } }\n",
                "kind: Replies\nturns:\n  - { say: a, when: { turn: 0 } }\n",
                "kind: Replies\nturns:\n  - call: [{ args: {} }]\n",
                "kind: Replies\nturns:\n  - { say: a, usage: { input: -1 } }\n",
                "kind: Task\nturns:\n  - { say: a }\n",
                "- 1\n",
            })
    void refusesAFileThatIsNotWhatTheSchemaSays(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> Replies.read(file)).isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void refusesTwoTurnsWithTheSameGuardsAndSaysWhere() throws IOException {
        Path file = file("""
                kind: Replies
                turns:
                  - say: a
                  - say: b
                    when: { turn: 1 }
                """);

        assertThatThrownBy(() -> Replies.read(file))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(file + ":4:5: has the same guards as turns[0]; make them differ");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("clerk.yaml"), text);
    }

    private static Question question(int turn, String user, String toolResult) {
        return new Question("qwen-plus", turn, turn, user, user, toolResult);
    }
}
