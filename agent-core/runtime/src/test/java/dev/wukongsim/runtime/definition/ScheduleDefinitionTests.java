package dev.wukongsim.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wukongsim.runtime.definition.ScheduleDefinition.Budget;
import dev.wukongsim.runtime.definition.ScheduleDefinition.Missed;
import dev.wukongsim.runtime.definition.ScheduleDefinition.Per;
import dev.wukongsim.runtime.definition.ScheduleDefinition.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleDefinitionTests {

    private static final String TASK = """
            kind: Task
            name: inbox
            goal: Look.
            as: li.na
            agent: { name: clerk, instructions: Look., tools: [] }
            budget: { tokens: 20000 }
            schedule:
            """;
    private static final Instant LATE_IN_UTC = Instant.parse("2026-11-30T17:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void readsAllThatAScheduleMaySay() throws IOException {
        ScheduleDefinition schedule = load("""
                  cron: 0 9 * * MON-FRI
                  zone: Asia/Shanghai
                  missed: once
                  budget: { tokens: 200000, per: day }
                  watch: { tool: approvals.list, args: { state: open } }
                """);

        assertThat(schedule)
                .isEqualTo(new ScheduleDefinition(
                        "0 9 * * MON-FRI",
                        null,
                        "Asia/Shanghai",
                        Missed.ONCE,
                        new Budget(200_000, Per.DAY),
                        new Watch("approvals.list", Map.of("state", "open"))));
        assertThat(schedule.zoneId()).contains(ZoneId.of("Asia/Shanghai"));
        assertThat(schedule.interval()).isEmpty();
        assertThat(schedule.account("inbox", LATE_IN_UTC)).contains("schedule:inbox:2026-12-01");
    }

    @Test
    void hasDefaults() throws IOException {
        ScheduleDefinition schedule = load("  every: PT15M\n");

        assertThat(schedule.interval()).contains(Duration.ofMinutes(15));
        assertThat(schedule.zoneId()).contains(ZoneOffset.UTC);
        assertThat(schedule.missed()).isEqualTo(Missed.SKIP);
        assertThat(schedule.account("inbox", LATE_IN_UTC)).isEmpty();
    }

    @Test
    void beginsANewAccountWithEachMonth() throws IOException {
        ScheduleDefinition schedule = load("  every: P1D\n  budget: { tokens: 5, per: month }\n");

        assertThat(schedule.account("inbox", LATE_IN_UTC)).contains("schedule:inbox:2026-11");
    }

    @Test
    void aTaskNeedsNoSchedule() throws IOException {
        Path file = Files.writeString(folder.resolve("task.yaml"), TASK.replace("schedule:\n", ""));

        assertThat(TaskFile.load(file).schedule()).isEmpty();
    }

    @Test
    void wantsEitherAnExpressionOrAnInterval() throws IOException {
        assertThat(violations("  cron: '* * * * *'\n  every: PT1H\n"))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.line()).isEqualTo(7);
                    assertThat(violation.message())
                            .isEqualTo("a schedule has exactly one of 'cron' and 'every', such as cron:"
                                    + " '0 9 * * MON-FRI'");
                });
        assertThat(violations("  zone: UTC\n")).hasSize(1);
    }

    @Test
    void namesLineAndColumnOfEachMistake() throws IOException {
        List<Violation> violations = violations("  every: 15 minutes\n  zone: Mars/Olympus\n");

        assertThat(violations).extracting(Violation::line).containsExactly(8, 9);
        assertThat(violations).extracting(Violation::column).containsExactly(3, 3);
        assertThat(violations.getFirst().message()).contains("such as PT15M, not '15 minutes'");
        assertThat(violations.getLast().message())
                .isEqualTo("there is no time zone 'Mars/Olympus'; one is 'Asia/Shanghai'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.5S", "PT1.5S", "-PT1H", "P367D", "P1M", "PT100000000000000000H"})
    void refusesIntervalsThatNobodyCanServe(String interval) throws IOException {
        assertThat(violations("  every: " + interval + "\n")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  missed: never",
                "  budget: { tokens: 0, per: day }",
                "  budget: { tokens: 5 }",
                "  budget: { tokens: 5, per: week }",
                "  watch: { args: {} }",
                "  watch: { tool: x, more: 1 }",
                "  at: noon"
            })
    void refusesWhatTheSchemaDoesNotKnow(String line) throws IOException {
        assertThat(violations("  every: PT1H\n" + line + "\n"))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.line()).isEqualTo(9));
    }

    private ScheduleDefinition load(String lines) throws IOException {
        return TaskFile.load(Files.writeString(folder.resolve("task.yaml"), TASK + lines))
                .schedule()
                .orElseThrow();
    }

    private List<Violation> violations(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("task.yaml"), TASK + lines);
        return catchThrowableOfType(InvalidDefinitionException.class, () -> TaskFile.load(file))
                .violations();
    }
}
