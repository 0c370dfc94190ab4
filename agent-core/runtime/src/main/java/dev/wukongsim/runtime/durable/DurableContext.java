package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The only way out of a task to the world. Each operation is written down, so that a task which is taken up again after a
 * crash gets the same answers and does nothing twice. For one thread.
 */
public interface DurableContext {

    /**
     * Do something once.
     *
     * @param name what kind of step
     * @param arguments what the step depends on; a replay must bring equal ones. Serialised as JSON
     * @param recovery what to do if an earlier run began the step and did not end it
     * @param resultType of the body's result, which must survive JSON
     * @throws NonDeterministicReplayException if the journal holds another step at this place
     * @throws InDoubtException if a person has to say whether the step happened
     * @throws StaleEpochException if another run has taken over the task
     */
    default <T> T step(String name, Object arguments, Recovery<T> recovery, Class<T> resultType, StepBody<T> body) {
        return transact(name, arguments, recovery, resultType, attempt -> Done.of(body.run(attempt)))
                .value();
    }

    /**
     * Do something once, and let what it changes in our own stores become true together with its result. Otherwise as
     * {@link #step}.
     *
     * @throws DocumentConflictException if another task has changed a document meanwhile
     */
    <T> Committed<T> transact(
            String name, Object arguments, Recovery<T> recovery, Class<T> resultType, StepBody<Done<T>> body);

    /** Write down what the process has found out by itself, with nothing that leaves it; otherwise as {@link #step}. */
    <T> T note(String name, Object arguments, Class<T> resultType, Supplier<T> finding);

    /**
     * Wait for a signal, at most for a time from now on. A task waits without a thread: the run ends, and the next one looks
     * again. A signal may come before the wait begins.
     *
     * @return empty if the time has passed
     * @throws ParkedException if there is nothing yet
     */
    default <T> Optional<T> await(String signal, Class<T> payloadType, Duration atMost) {
        return await(Waiting.forSignal(signal, atMost), payloadType, Optional::empty);
    }

    /**
     * Wait as in {@link #await(String, Class, Duration)}.
     *
     * @param here gives the answer if somebody in this process can; asked only while there is no signal
     */
    <T> Optional<T> await(Waiting waiting, Class<T> payloadType, Supplier<Optional<T>> here);

    /** Wait on this thread; a task that is taken up again waits only for the rest. */
    void sleep(Duration duration);

    Instant now();

    UUID uuid();

    long random();

    /** Of this run; grows each time a task is taken up. */
    long epoch();

    /** How long the task has been worked on, by its journal: the time in which it waited for somebody does not count. */
    Duration worked();

    /** The work of a step. */
    @FunctionalInterface
    interface StepBody<T> {

        /** Do it, under the name of this attempt where the world wants one. */
        T run(Attempt attempt);
    }

    /**
     * What came of a step.
     *
     * @param effects on our own stores; they take place when the result is written down
     */
    record Done<T>(T value, Effects effects) {

        /** A result without effects. */
        public static <T> Done<T> of(T value) {
            return new Done<>(value, Effects.none());
        }
    }

    /**
     * What a step came to and its settlement told.
     *
     * @param live false if it is known from the journal
     */
    record Committed<T>(T value, List<LedgerEntry.Alerted> alerts, boolean live) {}

    /**
     * What to wait for.
     *
     * @param subject what it is about; serialised as JSON
     * @param atMost how long
     */
    record Waiting(String signal, Wait.Kind kind, Object subject, Duration atMost) {

        public Waiting {
            requireNonNull(signal, "signal is null");
            requireNonNull(kind, "kind is null");
            requireNonNull(subject, "subject is null");
            requireNonNull(atMost, "atMost is null");
        }

        static Waiting forSignal(String signal, Duration atMost) {
            return new Waiting(signal, Wait.Kind.SIGNAL, List.of(), atMost);
        }
    }
}
