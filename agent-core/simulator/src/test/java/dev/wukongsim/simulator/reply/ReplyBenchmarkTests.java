package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.simulator.Requests;
import dev.wukongsim.simulator.reply.ReplyBenchmark.Kind;
import dev.wukongsim.simulator.reply.ReplyBenchmark.Speed;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplyBenchmarkTests {

    @Test
    void tellsMatchesPerSecondByKind() {
        AtomicLong clock = new AtomicLong();

        ReplyBenchmark benchmark = new ReplyBenchmark(() -> clock.addAndGet(1_000_000), 0, 3);

        assertThat(benchmark.run())
                .containsOnlyKeys(Kind.values())
                .allSatisfy((kind, speed) -> assertThat(speed).isEqualTo(new Speed(100_000, 100_000)));
    }

    @Test
    void divides() {
        assertThat(new Speed(300, 200).slowdown()).isEqualTo(1.5);
    }

    /** Counts what is asked of the fixtures and not the time, so it says the same on every machine. */
    @Test
    void asksOnlyTheFixturesThatApply() {
        AtomicLong asked = new AtomicLong();
        Turn[] turns = new Turn[1_000];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = Turn.say("a")
                    .when(When.turn(1)
                            .and(When.user("EXP-" + (1_000 + i)))
                            .and(When.that("it counts", question -> asked.incrementAndGet() > 0)));
        }

        Match match = Replies.of(turns).match(Question.of(Requests.question("check EXP-1500 and more")));

        assertThat(match).isEqualTo(new Match.Found(turns[500]));
        assertThat(asked).hasValue(1);
    }
}
