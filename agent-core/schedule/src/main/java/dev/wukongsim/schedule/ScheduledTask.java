package dev.wukongsim.schedule;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.ScheduleDefinition.Missed;

/**
 * A task that runs by itself.
 *
 * @param name by which the store knows it
 * @param missed what happens to ticks that passed while nothing ran
 */
public record ScheduledTask(String name, Schedule schedule, Missed missed, TickWork work) {

    public ScheduledTask {
        requireNonNull(name, "name is null");
        requireNonNull(schedule, "schedule is null");
        requireNonNull(missed, "missed is null");
        requireNonNull(work, "work is null");
    }
}
