package dev.wukongsim.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wukongsim.runtime.model.ThinkingSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFileTests {

    private static final String GOOD = """
            kind: Task
            name: expense
            goal: Check {{report}}.
            input:
              report: EXP-1
            as: li.na
            agent:
              name: clerk
              instructions: You check expenses.
              tools: [directory.find]
              limits: { modelCalls: 7, timeout: PT30S }
            budget: { tokens: 20000 }
            """;

    @TempDir
    private Path folder;

    @Test
    void readsATaskWithItsDefaults() throws IOException {
        TaskFile task = load(GOOD);

        Agent agent = task.definition().agent();
        assertThat(agent.planner()).isEqualTo("react");
        assertThat(agent.model()).isEqualTo("qwen-plus");
        assertThat(agent.limits()).isEqualTo(new Limits(7, 1_024, 3, Duration.ofSeconds(30), Duration.ofDays(3)));
        assertThat(task.definition().confirmed()).isEmpty();
        assertThat(task.goal(Map.of())).isEqualTo("Check EXP-1.");
    }

    @Test
    void fillsInInputsFromTheCommandLine() throws IOException {
        assertThat(load(GOOD).goal(Map.of("report", "EXP-2"))).isEqualTo("Check EXP-2.");
    }

    @Test
    void readsTheModelsToFallBackOn() throws IOException {
        String chain = GOOD.replace("  tools:", "  model: qwen-max\n  fallback: [qwen-plus, qwen-turbo]\n  tools:");

        Agent agent = load(chain).definition().agent();

        assertThat(agent.models()).containsExactly("qwen-max", "qwen-plus", "qwen-turbo");
        assertThat(agent.withModel("qwen-turbo").models()).containsExactly("qwen-turbo", "qwen-plus");
    }

    @Test
    void refusesAChainThatNamesAModelTwice() throws IOException {
        String twice = GOOD.replace("  tools:", "  fallback: [qwen-max, qwen-max]\n  tools:");
        String own = GOOD.replace("  tools:", "  fallback: [qwen-max, qwen-plus]\n  tools:");

        assertThat(violations(twice))
                .singleElement()
                .satisfies(violation -> assertThat(violation.line()).isEqualTo(10));
        assertThat(violations(own)).singleElement().satisfies(violation -> {
            assertThat(violation.line()).isEqualTo(10);
            assertThat(violation.column()).isEqualTo(24);
            assertThat(violation.message())
                    .isEqualTo("model 'qwen-plus' is the agent's own, which is asked before any fallback;"
                            + " leave it out here");
        });
    }

    @ParameterizedTest
    @MethodSource("settingsOfThinking")
    void readsWhetherTheModelIsToThink(String written, ThinkingSetting setting) throws IOException {
        TaskFile task = load(GOOD.replace("  tools:", "  thinking: " + written + "\n  tools:"));

        assertThat(task.definition().agent().thinking()).isEqualTo(setting);
    }

    static Stream<Arguments> settingsOfThinking() {
        return Stream.of(
                Arguments.of("on", new ThinkingSetting.On()),
                Arguments.of("true", new ThinkingSetting.On()),
                Arguments.of("off", new ThinkingSetting.Off()),
                Arguments.of("false", new ThinkingSetting.Off()),
                Arguments.of("{ budget: 500 }", new ThinkingSetting.Budget(500)));
    }

    @Test
    void saysNothingAboutThinkingUnlessTheFileDoes() throws IOException {
        assertThat(load(GOOD).definition().agent().thinking()).isEqualTo(new ThinkingSetting.Usual());
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "7", "{ budget: 0 }", "{ budget: 500, more: 1 }", "{}", "[on]"})
    void refusesAnyOtherWordOnThinking(String written) throws IOException {
        List<Violation> violations = violations(GOOD.replace("  tools:", "  thinking: " + written + "\n  tools:"));

        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.line()).isEqualTo(10);
            assertThat(violation.message()).contains("agent/thinking");
        });
    }

    @Test
    void refusesAnInputThatTheTaskDoesNotHave() throws IOException {
        TaskFile task = load(GOOD);

        var refusal = catchThrowableOfType(InvalidDefinitionException.class, () -> task.goal(Map.of("raport", "x")));

        assertThat(refusal.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.line()).isEqualTo(4);
            assertThat(violation.message()).isEqualTo("there is no input 'raport'; inputs: report");
        });
    }

    @Test
    void namesEveryMistakeWithLineAndColumn() throws IOException {
        String bad = GOOD.replace("as: li.na", "as: 7\ncolour: red").replace("modelCalls: 7", "modelCalls: many");

        List<Violation> violations = violations(bad);

        assertThat(violations).extracting(Violation::line).containsExactly(6, 7, 12);
        assertThat(violations).extracting(Violation::column).containsExactly(1, 1, 13);
        assertThat(violations.get(0).message()).contains("'as'").contains("string");
        assertThat(violations.get(1).message()).contains("'colour'");
        assertThat(violations.get(2).message()).contains("integer");
    }

    @Test
    void readsWhatHappensWhenMoneyRunsShort() throws IOException {
        assertThat(shortage("tokens: 20000")).isEqualTo(new Shortage.Ladder(null));
        assertThat(shortage("tokens: 20000, reserve: 3000")).isEqualTo(new Shortage.Ladder(3_000L));
        assertThat(shortage("tokens: 20000, whenShort: ladder, reserve: 0")).isEqualTo(new Shortage.Ladder(0L));
        assertThat(shortage("tokens: 20000, whenShort: stop")).isEqualTo(new Shortage.Stop());
        assertThat(shortage("tokens: 20000, whenShort: 'degrade:qwen-flash'"))
                .isEqualTo(new Shortage.Degrade("qwen-flash"));
        assertThat(shortage("tokens: 20000, whenShort: audit")).isEqualTo(new Shortage.Audit());
    }

    @Test
    void namesWhatIsWrongWithAShortage() throws IOException {
        List<Violation> unknown = violations(budget("tokens: 20000, whenShort: hope"));
        List<Violation> tooMuch = violations(budget("tokens: 20000, reserve: 20000"));
        List<Violation> useless = violations(budget("tokens: 20000, whenShort: stop, reserve: 10"));
        List<Violation> negative = violations(budget("tokens: 20000, reserve: -1"));

        assertThat(unknown).singleElement().satisfies(violation -> {
            assertThat(violation.line()).isEqualTo(12);
            assertThat(violation.column()).isEqualTo(26);
            assertThat(violation.message())
                    .isEqualTo("'whenShort' is ladder, stop, degrade:MODEL or audit, not 'hope'");
        });
        assertThat(tooMuch)
                .extracting(Violation::message)
                .containsExactly("the reserve of 20,000 tokens leaves nothing of a budget of 20,000; make it smaller");
        assertThat(useless)
                .extracting(Violation::message)
                .containsExactly("only 'whenShort: ladder' makes a last call and wants a reserve, not 'stop'");
        assertThat(negative)
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .contains("reserve");
    }

    private Shortage shortage(String budget) throws IOException {
        return load(budget(budget)).definition().budget().shortage().orElseThrow();
    }

    private static String budget(String budget) {
        return GOOD.replace("tokens: 20000", budget);
    }

    @Test
    void namesAMissingKey() throws IOException {
        assertThat(violations(GOOD.replace("budget: { tokens: 20000 }\n", "")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("budget"));
    }

    @Test
    void namesAnInputThatTheGoalWantsAndNobodyGives() throws IOException {
        assertThat(violations(GOOD.replace("{{report}}", "{{raport}}")))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.line()).isEqualTo(3);
                    assertThat(violation.message()).contains("{{raport}}");
                });
    }

    @Test
    void namesAFileThatIsNotThere() throws IOException {
        assertThat(violations(GOOD + "world: moon.yaml\n")).singleElement().satisfies(violation -> {
            assertThat(violation.line()).isEqualTo(13);
            assertThat(violation.message()).contains("moon.yaml");
        });
    }

    @Test
    void namesTheLineThatIsNoYaml() throws IOException {
        assertThat(violations(GOOD.replace("as: li.na", "as: [li.na")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).startsWith("is not YAML"));
    }

    @Test
    void refusesAKeyThatStandsTwice() throws IOException {
        assertThat(violations(GOOD + "as: wang.wei\n")).singleElement().satisfies(violation -> {
            assertThat(violation.line()).isEqualTo(13);
            assertThat(violation.message()).contains("as");
        });
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        var refusal = catchThrowableOfType(
                InvalidDefinitionException.class, () -> TaskFile.load(folder.resolve("nothing.yaml")));

        assertThat(refusal).hasMessageEndingWith("nothing.yaml:1:1: no such file");
    }

    @Test
    void saysThatAnEmptyFileIsNoTask() throws IOException {
        assertThat(violations("")).isNotEmpty();
    }

    private List<Violation> violations(String yaml) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> load(yaml))
                .violations();
    }

    private TaskFile load(String yaml) throws IOException {
        return TaskFile.load(Files.writeString(folder.resolve("task.yaml"), yaml));
    }
}
