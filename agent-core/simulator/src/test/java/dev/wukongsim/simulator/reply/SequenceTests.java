package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.simulator.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SequenceTests {

    private static final int LANES = 64;
    private static final int REQUESTS = 8;

    private static final When STATUS = When.user("status");

    @Test
    void letsTheNextTurnWithTheSameGuardsTakeOver() {
        Replies replies = Replies.of(
                Turn.say("pending").when(STATUS).times(2), Turn.say("done").when(STATUS));

        assertThat(says(replies, "t-1", 4)).containsExactly("pending", "pending", "done", "done");
    }

    @Test
    void countsEachLaneByItself() {
        Replies replies = Replies.of(
                Turn.say("pending").when(STATUS).times(1), Turn.say("done").when(STATUS));

        assertThat(says(replies, "t-1", 2)).containsExactly("pending", "done");
        assertThat(says(replies, "t-2", 2)).containsExactly("pending", "done");
    }

    @Test
    void saysThatATurnHasAnsweredOftenEnough() {
        Replies replies = Replies.of(Turn.say("once").when(STATUS).times(1));

        assertThat(says(replies, "t-1", 2))
                .containsExactly(
                        "once",
                        "This is request 2 of its lane for turns[0] of replies, which answers 1; "
                                + "raise 'times', or add a turn without it");
    }

    @Test
    void refusesATurnThatNeverAnswers() {
        assertThatThrownBy(() -> Turn.say("a").times(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesParallelLanesTheSameAnswersInEveryRun() throws InterruptedException {
        assertThat(parallel())
                .isEqualTo(parallel())
                .hasSize(LANES)
                .allSatisfy((lane, said) ->
                        assertThat(said).containsExactly("one", "one", "two", "two", "two", "rest", "rest", "rest"));
    }

    private static Map<String, List<String>> parallel() throws InterruptedException {
        Replies replies = Replies.of(
                Turn.say("one").when(STATUS).times(2),
                Turn.say("two").when(STATUS).times(3),
                Turn.say("rest").when(STATUS));
        Map<String, List<String>> said = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LANES; i++) {
                String lane = "t-" + i;
                threads.execute(() -> said.put(lane, says(replies, lane, REQUESTS)));
            }
        }
        return said;
    }

    private static List<String> says(Replies replies, String task, int requests) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Question question = Question.of(Requests.question("status?"), new Asker("clerk", task, ""));
            said.add(
                    switch (replies.match(question)) {
                        case Match.Found found -> found.turn().say();
                        case Match.Missed missed -> missed.explanation();
                        case Match.Unfilled unfilled -> unfilled.explanation();
                    });
        }
        return said;
    }
}
