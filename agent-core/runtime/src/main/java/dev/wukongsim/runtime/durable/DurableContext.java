package dev.wukongsim.runtime.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The only way out of a task to the world. Each operation is written down, so that a task which is taken up again after a
 * crash gets the same answers and does nothing twice. For one thread.
 */
public interface DurableContext {

    /** What may be done with a step of which only the intent is known. */
    enum Repeat {
        /** Run it again: it changes nothing, or takes effect once for the same key. */
        SAFE,
        /** Do not run it again: {@link InDoubtException}. */
        UNSAFE
    }

    /**
     * Do something once.
     *
     * @param name what kind of step
     * @param arguments what the step depends on; a replay must bring equal ones. Serialised as JSON
     * @param resultType of the body's result, which must survive JSON
     * @throws NonDeterministicReplayException if the journal holds another step at this place
     * @throws InDoubtException if an unsafe step was begun in an earlier run and may have happened
     * @throws StaleEpochException if another run has taken over the task
     */
    <T> T step(String name, Object arguments, Repeat repeat, Class<T> resultType, StepBody<T> body);

    /**
     * Wait for a signal, at most for a time. A signal that was seen is seen by every replay.
     *
     * @param atMost zero to look once
     * @return empty if the time has passed
     */
    <T> Optional<T> await(String signal, Class<T> payloadType, Duration atMost);

    /** Wait; a task that is taken up again waits only for the rest. */
    void sleep(Duration duration);

    Instant now();

    UUID uuid();

    long random();

    /** Of this run; grows each time a task is taken up. */
    long epoch();

    /** The work of a step. */
    @FunctionalInterface
    interface StepBody<T> {

        /** Do it, under the name of this attempt where the world wants one. */
        T run(Attempt attempt);
    }
}
