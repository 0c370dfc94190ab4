package dev.wukongsim.shell.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.schedule.Schedule;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.Printable;
import dev.wukongsim.shell.render.TickText;
import dev.wukongsim.shell.wiring.Bound;
import dev.wukongsim.shell.wiring.FileCheck;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class ValidateCommand implements ShellCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Timer timer;

    ValidateCommand(Timer timer) {
        this.timer = timer;
    }

    @Override
    public Usage usage() {
        return Usage.of("validate", "checks task, world, replies and suite files, and says the most a task can use")
                .takesSome("FILE")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        List<FileCheck> checks = invocation.arguments().stream()
                .map(file -> FileCheck.of(Path.of(file)))
                .toList();
        if (invocation.flag("json")) {
            invocation.out().println(json(checks));
        } else {
            checks.forEach(check -> invocation.out().print(Printable.text(text(check))));
        }
        return ok(checks) ? 0 : StopReason.INVALID.exitCode();
    }

    private static boolean ok(List<FileCheck> checks) {
        return checks.stream().allMatch(FileCheck::ok);
    }

    private static List<Violation> violations(List<FileCheck> checks) {
        return checks.stream().flatMap(check -> check.violations().stream()).toList();
    }

    private String text(FileCheck check) {
        StringBuilder text = new StringBuilder();
        check.violations().forEach(violation -> text.append(violation).append('\n'));
        if (check.ok()) {
            text.append(check.file()).append(": ok");
            check.bound().ifPresent(bound -> text.append(", at most ").append(text(bound)));
            check.schedule().ifPresent(schedule -> text.append(", next tick ").append(TickText.time(next(schedule))));
            text.append('\n');
        }
        return text.toString();
    }

    private ZonedDateTime next(Schedule schedule) {
        return schedule.next(timer.now(), 1).getFirst();
    }

    private static String text(Bound bound) {
        String cost = bound.micros().isPresent()
                ? String.format(Locale.ROOT, ", CNY %.4f", bound.micros().getAsLong() / 1e6)
                : "";
        String kept =
                bound.reserve() == 0 ? "" : String.format(Locale.ROOT, " (%,d kept for the last)", bound.reserve());
        return String.format(
                Locale.ROOT, "%,d tokens in %,d model calls%s%s", bound.tokens(), bound.modelCalls(), kept, cost);
    }

    /** All files together: every violation, the sum of the bounds, and when each schedule ticks next. */
    private ObjectNode json(List<FileCheck> checks) {
        ObjectNode object = JSON.createObjectNode().put("ok", ok(checks));
        object.set("violations", JSON.valueToTree(violations(checks)));
        List<Bound> bounds =
                checks.stream().flatMap(check -> check.bound().stream()).toList();
        object.putObject("bound")
                .put("tokens", bounds.stream().mapToLong(Bound::tokens).sum())
                .put("reserve", bounds.stream().mapToLong(Bound::reserve).sum())
                .put("modelCalls", bounds.stream().mapToLong(Bound::modelCalls).sum())
                .put("micros", micros(bounds));
        ArrayNode schedules = object.putArray("schedules");
        checks.forEach(check -> check.schedule()
                .ifPresent(schedule -> schedules
                        .addObject()
                        .put("file", check.file().toString())
                        .put("next", next(schedule).toOffsetDateTime().toString())));
        return object;
    }

    /** Null if any is unknown. */
    private static @Nullable Long micros(List<Bound> bounds) {
        return bounds.stream().allMatch(bound -> bound.micros().isPresent())
                ? bounds.stream().mapToLong(bound -> bound.micros().getAsLong()).sum()
                : null;
    }
}
