package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.testkit.suite.CaseResult;
import dev.wukongsim.testkit.suite.CaseRunner;
import dev.wukongsim.testkit.suite.SuiteRunner;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismTests {

    private static final List<Path> EVERY_STORY = List.of(Path.of("."));

    /** The mocked endpoint listens on any free port, and messages about it name that port. */
    private static final String PORT = "127\\.0\\.0\\.1:\\d+";

    @Test
    void theSameSeedTellsTheSameStoryToTheLastByte() {
        assertThat(transcripts(7)).isEqualTo(transcripts(7));
    }

    @Test
    void anotherSeedGivesOtherIdsAndTheSameStory() {
        List<String> seven = transcripts(7);
        List<String> eight = transcripts(8);

        assertThat(eight).isNotEqualTo(seven);
        assertThat(withoutIds(eight)).isEqualTo(withoutIds(seven));
    }

    private static List<String> transcripts(long seed) {
        return new SuiteRunner(new CaseRunner(seed, InstantSource.system()))
                .run(EVERY_STORY, "", result -> {}).cases().stream()
                        .map(CaseResult::transcript)
                        .map(transcript -> transcript.toJsonLines().replaceAll(PORT, "127.0.0.1"))
                        .toList();
    }

    private static List<String> withoutIds(List<String> transcripts) {
        return transcripts.stream()
                .map(transcript -> transcript.replaceAll("call_[0-9a-f]+", "call"))
                .toList();
    }
}
