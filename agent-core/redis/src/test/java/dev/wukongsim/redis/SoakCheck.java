package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.redis.SoakProgram.Kind;
import dev.wukongsim.redis.SoakWorld.Effect;
import dev.wukongsim.redis.SoakWorld.Write;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.tool.Draft;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be true when all programs are finished, whatever became of their workers. */
record SoakCheck(List<SoakProgram> programs, Journal journal, SoakWorld world) {

    void check() {
        assertThat(world.failures()).as("what workers could not do").isEmpty();
        assertThat(world.claims()).as("runs; some die or wait").hasSizeGreaterThan(2 * programs.size());
        programs.forEach(this::checkValues);
        programs.forEach(this::checkRows);
        checkDocuments();
        checkTakeOvers();
        checkEffects();
        assertThat(journal.waits()).as("waits that are open").isEmpty();
    }

    private void checkValues(SoakProgram program) {
        assertThat(world.results(program.task()))
                .as("results of every run of %s that came to its end", program)
                .isNotEmpty()
                .allSatisfy(values -> assertThat(values).isEqualTo(program.reference()));
    }

    private void checkRows(SoakProgram program) {
        assertThat(journal.rows(program.task()))
                .as("rows of %s", program)
                .hasSize(program.rows())
                .allMatch(row -> row.state() == JournalRow.State.DONE);
    }

    private void checkDocuments() {
        Map<String, List<SoakProgram>> writers =
                programs.stream().collect(Collectors.groupingBy(SoakProgram::document));
        writers.forEach((document, all) -> {
            List<String> steps = all.stream()
                    .flatMap(program -> steps(program, Kind.TRANSACT).stream())
                    .toList();
            List<String> lines = journal.latest(document).map(Draft::content).stream()
                    .flatMap(String::lines)
                    .toList();
            assertThat(lines).as("lines of %s", document).containsExactlyInAnyOrderElementsOf(steps);
            assertThat(journal.latest(document).map(Draft::version).orElse(0L))
                    .as("version of %s", document)
                    .isEqualTo(steps.size());
        });
    }

    /** Once a run has claimed a task, or written to it, no earlier run writes to it. */
    private void checkTakeOvers() {
        List<Write> all =
                Stream.concat(world.claims().stream(), world.writes().stream()).toList();
        assertThat(world.writes())
                .allSatisfy(write -> assertThat(all)
                        .as("runs that had overtaken the one that wrote %s", write)
                        .noneMatch(other -> other.task().equals(write.task())
                                && other.epoch() > write.epoch()
                                && other.ended() < write.began()));
    }

    private void checkEffects() {
        List<Effect> effects = world.effects();
        assertThat(effects.stream().map(effect -> effect.attempt().name()))
                .as("attempts that were executed")
                .doesNotHaveDuplicates();
        List<String> executed = effects.stream().map(Effect::step).toList();
        for (SoakProgram program : programs) {
            for (Kind kind : Kind.values()) {
                if (kind.takesEffect()) {
                    assertThat(executed).containsAll(steps(program, kind));
                }
            }
            assertThat(steps(program, Kind.ASK_PERSON))
                    .allSatisfy(step -> assertThat(Collections.frequency(executed, step))
                            .as("executions of step %s, which only a person may allow again", step)
                            .isLessThanOrEqualTo(1 + Collections.frequency(world.denials(), step)));
        }
    }

    private static List<String> steps(SoakProgram program, Kind kind) {
        return program.sequences(kind).stream()
                .map(sequence -> Effect.step(program.task(), sequence))
                .toList();
    }
}
