package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.event.StopReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a task beside its journal so that it can go on in another process.
 *
 * @param files hashes of the files that the task was made from, by path
 * @param stopReason why it stopped last; null if it is under way, or its process died
 */
public record TaskRecord(
        String task,
        RunOrder order,
        Map<String, String> files,
        @Nullable StopReason stopReason) {

    public TaskRecord {
        requireNonNull(task, "task is null");
        requireNonNull(order, "order is null");
        files = Map.copyOf(files);
    }

    TaskRecord stopped(StopReason reason) {
        return new TaskRecord(task, order, files, reason);
    }
}
