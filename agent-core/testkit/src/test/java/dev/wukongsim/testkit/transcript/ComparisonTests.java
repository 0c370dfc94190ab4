package dev.wukongsim.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.runtime.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ComparisonTests {

    private static final RunStory STORY = RunStory.ofTask("t-1");

    @Test
    void findsNothingWhereOnlyIdsAndTimesDiffer() {
        Comparison comparison =
                Comparison.of(STORY.told(), RunStory.ofTask("t-2").told());

        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.aspects()).isEmpty();
        assertThat(comparison.parting()).isEmpty();
    }

    @Test
    void findsNothingInTwoRefusalsThatNameTheirOwnTask() {
        Comparison comparison =
                Comparison.of(STORY.stoppedShort(), RunStory.ofTask("t-2").stoppedShort());

        assertThat(comparison.equal()).isTrue();
    }

    @Test
    void comparesAForkWithItsParentFromTheForkOn() {
        RunGist parent = STORY.told();
        List<Transcript.Entry> rest = parent.since(3).transcript().entries();
        List<Transcript.Entry> entries = new ArrayList<>(rest);
        entries.add(1, new Transcript.Entry(2, rest.getFirst().at(), new RunEvent.TaskForked("t-1", 3)));

        Comparison comparison = Comparison.of(parent, RunGist.of("t-2", new Transcript(entries)));

        assertThat(comparison.parting()).isEmpty();
        assertThat(comparison.left().steps().getFirst().number()).isEqualTo(3);
        assertThat(comparison.left().spending().usage())
                .isEqualTo(comparison.right().spending().usage());
    }

    @Test
    void showsWhatWasAskedLineByLine() {
        Comparison comparison = Comparison.of(
                STORY.wanting("Be brief.\nWrite.").told(),
                STORY.wanting("Be brief.\nCall.").told());

        assertThat(comparison.aspects())
                .containsExactly(new Aspect("goal", List.of(both("Be brief."), left("Write."), right("Call."))));
        assertThat(comparison.parting()).isEmpty();
        assertThat(comparison.equal()).isFalse();
    }

    @Test
    void partsAtTheFirstStepThatIsNotTheSame() {
        Comparison comparison =
                Comparison.of(STORY.told(), STORY.writing("你好\n明天见").told());

        assertThat(comparison.parting()).hasValueSatisfying(parting -> {
            assertThat(parting.left()).hasValue(3);
            assertThat(parting.right()).hasValue(3);
            assertThat(parting.lines())
                    .containsExactly(
                            both("… act"),
                            both("~ hm"),
                            both("⇢ chat.send"),
                            both("  text: \"你好"),
                            left("  再见\""),
                            right("  明天见\""));
        });
    }

    @Test
    void alignsToolCallsByNameArgumentsAndOutcome() {
        Comparison comparison = Comparison.of(STORY.told(), STORY.writing("你好").told());

        assertThat(comparison.toolCalls())
                .extracting(edit -> edit.side() + " " + edit.value().name())
                .containsExactly("BOTH directory.manager_of", "LEFT chat.send", "RIGHT chat.send");
    }

    @Test
    void tellsTheEndOfARunThatStoppedShort() {
        Comparison comparison = Comparison.of(STORY.told(), STORY.stoppedShort());

        assertThat(comparison.aspects()).extracting(Aspect::name).containsExactly("stop reason", "message", "answer");
        assertThat(comparison.parting().orElseThrow().lines())
                .contains(right("! the budget refused"), right("■ budget_exhausted"));
    }

    @Test
    void partsWhereOneRunHasNoMoreSteps() {
        Comparison comparison = Comparison.of(STORY.cutOff(), STORY.told());

        Parting parting = comparison.parting().orElseThrow();
        assertThat(parting.left()).isEqualTo(OptionalInt.empty());
        assertThat(parting.right()).hasValue(3);
        assertThat(parting.lines()).allMatch(line -> line.side() == Edit.Side.RIGHT);
    }

    @Test
    void doesNotPartWhereOnlyTheSpendingDiffers() {
        Comparison comparison =
                Comparison.of(STORY.told(), STORY.using(Usage.of(90, 10)).told());

        assertThat(comparison.parting()).isEmpty();
        assertThat(comparison.aspects()).isEmpty();
        assertThat(comparison.equal()).isFalse();
    }

    private static Edit<String> both(String line) {
        return new Edit<>(Edit.Side.BOTH, line);
    }

    private static Edit<String> left(String line) {
        return new Edit<>(Edit.Side.LEFT, line);
    }

    private static Edit<String> right(String line) {
        return new Edit<>(Edit.Side.RIGHT, line);
    }
}
