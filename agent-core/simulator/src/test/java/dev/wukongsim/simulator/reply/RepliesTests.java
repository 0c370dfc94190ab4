package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.simulator.Requests;
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
        Match match = Replies.of().match(question(1, "hello", ""));

        assertThat(match).isEqualTo(new Match.Missed("There are no replies; give the mock some, or add a stub"));
    }

    @Test
    void followsATalkWhoseTurnsComeInAnyOrder() {
        Replies replies = Replies.of(
                Turn.say("asks").when(When.round(1).and(When.user("budget"))),
                Turn.say("tells").when(When.round(2).and(When.user("budget"))));

        Match second = replies.match(talk(8, 2, "my budget", "42"));

        assertThat(second)
                .isEqualTo(new Match.Found(Turn.say("tells").when(When.round(2).and(When.user("budget")))));
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
        Turn clerk = Turn.say("a").when(When.turn(2).and(When.user("EXP-2026")).and(When.toolResult("approved")));
        Replies replies = Replies.of(Turn.say("b").when(When.user("leave")), clerk);

        Match match = replies.match(question(2, "check EXP-2026-7", "it was approved"));

        assertThat(match).isEqualTo(new Match.Found(clerk));
    }

    @Test
    void namesTheNearestTurnAndTheDifference() {
        Replies replies = Replies.of(
                Turn.say("a").when(When.turn(1).and(When.user("EXP-2026"))),
                Turn.say("b").when(When.turn(3).and(When.user("leave")).and(When.toolResult("denied"))));

        Match match = replies.match(question(2, "check EXP-2026-7", ""));

        assertThat(match)
                .isEqualTo(new Match.Missed(
                        "No turn answers turn 2; the nearest is turns[0] of replies: " + "it is for turn 1, not 2"));
    }

    @Test
    void quotesTheTextThatMissesTheWord() {
        Replies replies = Replies.of(Turn.say("a").when(When.user("leave").and(When.toolResult("denied"))));

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
    void prefersTheTurnOfWhichMoreGuardsHold() {
        Replies replies = Replies.of(
                Turn.say("a").when(When.user("check the report")),
                Turn.say("b").when(When.turn(1).and(When.user("EXP-2"))));

        assertThat(replies.match(question(1, "please check a report", "")))
                .isInstanceOfSatisfying(
                        Match.Missed.class,
                        missed -> assertThat(missed.explanation())
                                .contains("the nearest is turns[1] of replies: it wants \"EXP-2\""));
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

        assertThat(replies.match(Question.of(Requests.question("x").put("model", "qwen-max"))))
                .isEqualTo(new Match.Missed("No turn answers turn 1; the nearest is turns[0] of replies: "
                        + "it is for model 'qwen-plus', not 'qwen-max'"));
    }

    @Test
    void tellsWhichTurnsNobodyAskedFor() {
        Replies replies = Replies.of(Turn.say("a"), Turn.say("b"), Turn.say("c"));

        replies.match(question(2, "x", ""));

        assertThat(replies.unused()).containsExactly("turns[0] of replies", "turns[2] of replies");
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

        assertThat(replies.match(question(1, "EXP-1", "")))
                .isEqualTo(new Match.Found(Turn.call("directory.find", "{\"name\": \"王芳\", \"limit\": 2}")
                        .andCall("calendar.list", "{}")
                        .thinking("Who is that?")
                        .when(When.turn(1).and(When.user("EXP")))
                        .reporting(new Turn.UsageOverride(812L, 34L, 256L, 12L))
                        .asHostile()));
        assertThat(replies.match(question(2, "EXP-1", ""))).isEqualTo(new Match.Found(Turn.say("Done.")));
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
                .hasMessage(file + ":4:5: has the same guards as clerk.yaml:3; make them differ, "
                        + "or let that one say how many 'times' it answers");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("clerk.yaml"), text);
    }

    private static Question question(int turn, String user, String toolResult) {
        return talk(turn, turn, user, toolResult);
    }

    /** As many answers as it takes; the tool has answered before the last of them. */
    private static Question talk(int turn, int round, String user, String toolResult) {
        ObjectNode request = Requests.question(turn == round ? user : "hello");
        for (int i = 1; i < turn; i++) {
            if (i == turn - round + 1 && turn != round) {
                add(request, "user", user);
            }
            add(request, "assistant", "a");
        }
        if (!toolResult.isEmpty()) {
            add(request, "tool", toolResult);
        }
        return Question.of(request);
    }

    private static void add(ObjectNode request, String role, String content) {
        request.withArray("messages").addObject().put("role", role).put("content", content);
    }
}
