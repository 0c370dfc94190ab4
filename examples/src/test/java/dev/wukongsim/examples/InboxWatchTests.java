package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.definition.ScheduleDefinition;
import dev.wukongsim.runtime.definition.ScheduleDefinition.Watch;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.tool.Caller;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolResult;
import dev.wukongsim.schedule.Schedule;
import dev.wukongsim.tools.office.Office;
import dev.wukongsim.tools.office.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schedule of the inbox, without a model. */
class InboxWatchTests {

    private static final Path WORLD = Path.of("inbox-watch/world.yaml");

    private final ScheduleDefinition schedule =
            TaskFile.load(Path.of("inbox-watch/task.yaml")).schedule().orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void ticksOnWorkingMornings() {
        Instant fridayNoon = Instant.parse("2026-11-27T04:00:00Z");

        assertThat(Schedule.of(schedule).next(fridayNoon, 2))
                .extracting(ZonedDateTime::toLocalDateTime)
                .containsExactly(LocalDateTime.parse("2026-11-30T09:00"), LocalDateTime.parse("2026-12-01T09:00"));
    }

    @Test
    void seesTheReportThatTheCommentOfTheWorldAdds() throws IOException {
        Path later = Files.writeString(folder.resolve("world.yaml"), withTheReport(Files.readString(WORLD)));

        ToolResult before = look(WORLD);
        ToolResult after = look(later);

        assertThat(before).isInstanceOf(ToolResult.Success.class).isEqualTo(look(WORLD));
        assertThat(after).isNotEqualTo(before);
        assertThat(after.content()).contains("EXP-2026-1201", "EXP-2026-1203");
    }

    private static String withTheReport(String world) {
        String report = world.lines()
                .filter(line -> line.startsWith("#   "))
                .map(line -> line.substring(2) + "\n")
                .reduce("", String::concat);
        return world + report;
    }

    private ToolResult look(Path world) {
        Watch watch = schedule.watch();
        ObjectNode arguments = new ObjectMapper().valueToTree(watch.args());
        Caller caller = new Caller("t-1", "inbox-clerk", "zhou.tao");
        return Office.open(World.load(world), Clock.systemUTC())
                .tools()
                .call(new ToolCall("watch", watch.tool(), arguments, caller, "t-1/watch"));
    }
}
