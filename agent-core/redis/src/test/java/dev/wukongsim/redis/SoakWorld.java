package dev.wukongsim.redis;

import dev.wukongsim.runtime.durable.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What really happened, as nobody but the test can see it. Thread-safe. */
final class SoakWorld {

    private final List<Effect> effects = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Write> claims = new ArrayList<>();
    private final List<String> denials = new ArrayList<>();
    private final Map<String, List<List<String>>> finished = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private long now;

    /** The body of a step was executed. */
    record Effect(Attempt attempt, long epoch, String value) {

        String step() {
            return step(attempt.task(), attempt.sequence());
        }

        static String step(String task, int sequence) {
            return task + ":" + sequence;
        }
    }

    /** A run wrote to the journal, or claimed the task, and was told so; it began and ended at these moments. */
    record Write(String task, long epoch, long began, long ended) {}

    /** A moment after all earlier ones. */
    synchronized long moment() {
        return ++now;
    }

    synchronized void executed(Effect effect) {
        effects.add(effect);
    }

    synchronized void wrote(String task, long epoch, long began) {
        writes.add(new Write(task, epoch, began, moment()));
    }

    synchronized void claimed(String task, long epoch, long began) {
        claims.add(new Write(task, epoch, began, moment()));
        notifyAll();
    }

    /** A person says that a step did not happen. */
    synchronized void denied(String task, int sequence) {
        denials.add(Effect.step(task, sequence));
    }

    synchronized void finished(String task, List<String> values) {
        finished.computeIfAbsent(task, first -> new ArrayList<>()).add(values);
    }

    synchronized void failed(String what) {
        failures.add(what);
    }

    synchronized boolean hasFailed() {
        return !failures.isEmpty();
    }

    synchronized boolean isFinished(String task) {
        return finished.containsKey(task);
    }

    /** Stand still until another run has claimed the task, but not for long. */
    synchronized void freeze(String task, long epoch, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long rest = atMost.toMillis();
        while (rest > 0 && claims.stream().noneMatch(claim -> claim.task().equals(task) && claim.epoch() > epoch)) {
            wait(rest);
            rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    Optional<String> find(Attempt attempt) {
        return find(attempt.task(), attempt.sequence());
    }

    /** What the step came to when it was executed. */
    synchronized Optional<String> find(String task, int sequence) {
        String step = Effect.step(task, sequence);
        return effects.stream()
                .filter(effect -> effect.step().equals(step))
                .map(Effect::value)
                .findFirst();
    }

    synchronized List<Effect> effects() {
        return List.copyOf(effects);
    }

    synchronized List<Write> writes() {
        return List.copyOf(writes);
    }

    synchronized List<Write> claims() {
        return List.copyOf(claims);
    }

    synchronized List<String> denials() {
        return List.copyOf(denials);
    }

    synchronized List<List<String>> results(String task) {
        return List.copyOf(finished.getOrDefault(task, List.of()));
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }
}
