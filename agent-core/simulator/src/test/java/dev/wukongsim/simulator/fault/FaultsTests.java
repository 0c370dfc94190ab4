package dev.wukongsim.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTests {

    private static final Fault RESET = new Fault.Reset();
    private static final Fault CUT = new Fault.Cut(3);

    @TempDir
    Path folder;

    @Test
    void befallsTheNthRequestOnly() {
        Faults faults = Faults.of(1, new FaultRule(RESET, FaultWhen.nth(2)));

        assertThat(next(faults, "qwen-plus", "a", 3))
                .containsExactly(Optional.empty(), Optional.of(RESET), Optional.empty());
    }

    @Test
    void countsOnlyRequestsThatFit() {
        Faults faults =
                Faults.of(1, new FaultRule(RESET, FaultWhen.nth(2).inLane("b").forModel("qwen-max")));
        next(faults, "qwen-max", "a", 5);
        next(faults, "qwen-plus", "b", 5);

        assertThat(next(faults, "qwen-max", "b", 2)).containsExactly(Optional.empty(), Optional.of(RESET));
    }

    @Test
    void endsAfterSoManyTimes() {
        Faults faults = Faults.of(1, new FaultRule(RESET, new FaultWhen(null, null, null, 2, null)));

        assertThat(next(faults, "qwen-plus", "a", 3))
                .containsExactly(Optional.of(RESET), Optional.of(RESET), Optional.empty());
    }

    @Test
    void hasAtMostOneFaultByTheFirstRuleThatApplies() {
        Faults faults = Faults.of(1, new FaultRule(RESET, FaultWhen.nth(1)), new FaultRule(CUT, FaultWhen.ALWAYS));

        assertThat(next(faults, "qwen-plus", "a", 2)).containsExactly(Optional.of(RESET), Optional.of(CUT));
    }

    @Test
    void drawsTheSameForALaneWhateverTheOthersDo() {
        FaultRule rule = new FaultRule(RESET, FaultWhen.probability(0.3));
        Faults disturbed = Faults.of(7, rule);
        next(disturbed, "qwen-plus", "other", 50);

        List<Optional<Fault>> alone = next(Faults.of(7, rule), "qwen-plus", "a", 1_000);

        assertThat(next(disturbed, "qwen-plus", "a", 1_000)).isEqualTo(alone);
        assertThat(next(Faults.of(8, rule), "qwen-plus", "a", 1_000)).isNotEqualTo(alone);
        assertThat(alone.stream().filter(Optional::isPresent).count()).isBetween(250L, 350L);
    }

    @Test
    void readsAFile() throws IOException {
        Path file = file("""
                kind: Faults
                seed: 7
                faults:
                  - { fault: error, error: requests-rate, when: { nth: 1 } }
                  - { fault: cut, after: 3, when: { nth: 1, model: qwen-plus } }
                  - { fault: slow, pauseMillis: 50, when: { nth: 1 } }
                  - { fault: wrong-usage, input: 1, output: 2 }
                """);

        assertThat(next(Faults.read(file, 0), "qwen-plus", "a", 4))
                .extracting(Optional::orElseThrow)
                .containsExactly(
                        new Fault.Refusal(KnownError.REQUESTS_RATE),
                        CUT,
                        new Fault.Slow(Duration.ofMillis(50)),
                        new Fault.WrongUsage(1, 2));
    }

    @Test
    void refusesAFileWithAllItsMistakesAtOnce() throws IOException {
        Path file = file("""
                kind: Faults
                faults:
                  - { fault: error }
                  - { fault: cut, pauseMillis: 5 }
                  - { fault: error, error: requests-rat }
                  - { fault: reset, when: { probability: 1.5 } }
                """);

        assertThatThrownBy(() -> Faults.read(file, 0))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(":3:")
                .hasMessageContaining(":4:")
                .hasMessageContaining(":5:")
                .hasMessageContaining(":6:");
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryErrorOfTheProvider(KnownError error) throws IOException {
        Path file = file("kind: Faults\nfaults:\n  - { fault: error, error: " + error.label() + " }\n");

        assertThat(Faults.read(file, 0).next("qwen-plus", "a")).contains(new Fault.Refusal(error));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("faults.yaml"), content);
    }

    private static List<Optional<Fault>> next(Faults faults, String model, String lane, int requests) {
        List<Optional<Fault>> seen = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            seen.add(faults.next(model, lane));
        }
        return seen;
    }
}
