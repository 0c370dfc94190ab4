package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.simulator.Requests;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTests {

    private static final String TEXT = "悟空,把这个任务拆成三步,然后逐步执行。";
    private static final int PLENTY = 1_000;
    private static final Turn FIND = Turn.call("directory.find", "{\"name\":\"王芳\"}");

    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final Answers answers =
            new Answers(new MockIds(42), Clock.fixed(Instant.ofEpochSecond(1_771_944_590), ZoneOffset.UTC));

    @Test
    void countsThinkingAsOutput() {
        Answer answer = answers.of(Turn.say(TEXT).thinking("Let me see."), request(), PLENTY);

        assertThat(answer.tokens().reasoning()).isEqualTo(4);
        assertThat(answer.tokens().output()).isEqualTo(4 + 14);
        assertThat(answer.finishReason()).isEqualTo("stop");
    }

    @Test
    void countsTheInputAsTheModelReadsIt() {
        Answer answer = answers.of(Turn.say(TEXT), request(), PLENTY);

        assertThat(answer.tokens().input())
                .isEqualTo(tokenizer.count(ChatTemplate.render(Requests.question("hi"))))
                .isEqualTo(9);
    }

    @Test
    void countsAToolCallAsTheModelWritesIt() {
        Answer answer = answers.of(FIND, offering(), PLENTY);

        assertThat(answer.finishReason()).isEqualTo("tool_calls");
        assertThat(answer.calls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("directory_find");
            assertThat(Answer.joined(call.arguments())).isEqualTo("{\"name\": \"王芳\"}");
        });
        assertThat(answer.tokens().output())
                .isEqualTo(tokenizer.count(ChatTemplate.toolCall("directory_find", "{\"name\": \"王芳\"}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1})
    void endsTheTextAtTheLimit(int limit) {
        Answer answer = answers.of(Turn.say(TEXT), request(), limit);

        assertThat(answer.text()).hasSize(limit);
        assertThat(answer.tokens().output()).isEqualTo(limit);
        assertThat(answer.finishReason()).isEqualTo("length");
    }

    @Test
    void endsWithAStopIfTheLimitIsJustEnough() {
        Answer answer = answers.of(Turn.say(TEXT), request(), 14);

        assertThat(Answer.joined(answer.text())).isEqualTo(TEXT);
        assertThat(answer.finishReason()).isEqualTo("stop");
    }

    @Test
    void breaksOffArgumentsAtTheLimit() {
        int whole = (int) answers.of(FIND, offering(), PLENTY).tokens().output();

        Answer answer = answers.of(FIND, offering(), whole - 1);

        assertThat(answer.finishReason()).isEqualTo("length");
        assertThat(answer.calls())
                .singleElement()
                .satisfies(call -> assertThat(Answer.joined(call.arguments())).isEqualTo("{\"name\": \"王芳"));
    }

    @Test
    void leavesOutACallForWhichThereIsNoRoom() {
        Answer answer = answers.of(FIND, offering(), 3);

        assertThat(answer.calls()).isEmpty();
        assertThat(answer.finishReason()).isEqualTo("length");
        assertThat(answer.tokens().output()).isZero();
    }

    @Test
    void reportsStatedFiguresInsteadOfCountedOnes() {
        Turn turn = Turn.say(TEXT).reporting(new Turn.UsageOverride(812L, null, 256L, null));

        Answer answer = answers.of(turn, request(), PLENTY);

        assertThat(answer.tokens()).isEqualTo(new Answer.Tokens(812, 256, 0, 14, 0));
    }

    @Test
    void refusesToCallAToolThatIsNotOffered() {
        assertThatThrownBy(() -> answers.of(Turn.call("chat.send", "{}"), offering(), PLENTY))
                .isInstanceOf(ToolNotOfferedException.class)
                .hasMessage("The replies call tool 'chat.send', which the request does not offer; "
                        + "it offers: directory_find. Give the agent the tool, or mark the turn 'hostile: true'");
    }

    @Test
    void letsAHijackedModelCallWhatItLikes() {
        Answer answer = answers.of(Turn.call("chat.send", "{}").asHostile(), request(), PLENTY);

        assertThat(answer.calls()).extracting(Answer.Call::name).containsExactly("chat_send");
    }

    private static Question request() {
        return Question.of(Requests.question("hi"));
    }

    private static Question offering() {
        return Question.of(Requests.offering(Requests.question("hi"), "directory_find"));
    }
}
