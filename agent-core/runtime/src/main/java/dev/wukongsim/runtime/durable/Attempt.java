package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One attempt at a step. A step that an earlier run began and did not end is attempted again.
 *
 * @param sequence of the step in its task, from 1
 * @param number from 1
 */
public record Attempt(String task, int sequence, int number) {

    public Attempt {
        requireNonNull(task, "task is null");
    }

    /** Unlike that of every other attempt at any step, and the same in every replay. */
    public String name() {
        return task + ":" + sequence + ":" + number;
    }

    /** The names of the attempts of earlier runs at this step, which are dead by now; the first one first. */
    public List<String> earlier() {
        return IntStream.range(1, number)
                .mapToObj(before -> new Attempt(task, sequence, before).name())
                .toList();
    }
}
