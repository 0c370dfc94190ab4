package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.schedule.Passed;
import dev.wukongsim.schedule.Tick;
import dev.wukongsim.schedule.TickOutcome;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * One line about a tick, for whoever looks after schedules.
 *
 * @param zones of the schedules, by name
 */
public record TickText(Map<String, ZoneId> zones) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    public TickText {
        zones = Map.copyOf(zones);
    }

    /** A time on the clocks of its zone. */
    public static String time(ZonedDateTime time) {
        return TIME.format(time);
    }

    /** What came of a tick. */
    public String line(Tick tick, TickOutcome outcome) {
        ZoneId zone = zones.getOrDefault(tick.schedule(), ZoneOffset.UTC);
        return time(tick.time().atZone(zone)) + "  " + tick.schedule() + "  " + words(outcome);
    }

    private static String words(TickOutcome outcome) {
        return switch (outcome) {
            case TickOutcome.Ran ran -> "ran  " + words(ran.result());
            case TickOutcome.Empty empty -> "empty  nothing new";
            case TickOutcome.Failed failed ->
                "failed  " + Printable.line(String.valueOf(failed.cause().getMessage()));
            case TickOutcome.Taken taken -> "taken  by another process";
            case TickOutcome.Missed missed -> "missed  " + count(missed.ticks()) + " passed while nothing ran";
            case TickOutcome.Overlapped left ->
                "left out  " + count(left.ticks()) + " came while the one before was running";
        };
    }

    private static String words(RunResult result) {
        String words = String.format(
                Locale.ROOT,
                "%s  %s  %,d tokens",
                result.task().id(),
                result.stopReason().word(),
                result.usage().total());
        return result.message()
                .map(message -> words + ": " + Printable.line(message))
                .orElse(words);
    }

    private static String count(Passed ticks) {
        int count = ticks.ticks().size();
        String words = count == 1 ? "1 tick" : count + " ticks";
        return ticks.more() ? "more than " + words : words;
    }
}
