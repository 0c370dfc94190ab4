package dev.wukongsim.runtime.durable;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.durable.JournalRow.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A durable context over a {@link Journal}: what is already written down is answered from there, the rest is done and
 * written down.
 */
public final class JournaledContext implements DurableContext {

    private final Journal journal;
    private final String task;
    private final Timer timer;
    private final RandomGenerator random;
    private final BooleanSupplier stopping;
    private final long epoch;
    private final Past past;
    private final Unfinished unfinished;
    private Duration worked = Duration.ZERO;

    /** Claim the task and read what it has done so far. */
    public JournaledContext(Journal journal, String task, Timer timer, RandomGenerator random) {
        this(journal, task, timer, random, () -> false);
    }

    /**
     * As {@link #JournaledContext(Journal, String, Timer, RandomGenerator)}.
     *
     * @param stopping whether no new step may begin; the run then ends with a {@link CancelledException}
     */
    public JournaledContext(
            Journal journal, String task, Timer timer, RandomGenerator random, BooleanSupplier stopping) {
        this.journal = journal;
        this.task = task;
        this.timer = timer;
        this.random = random;
        this.stopping = stopping;
        this.epoch = journal.claim(task);
        this.past = new Past(task, journal.rows(task));
        this.unfinished = new Unfinished(journal, task, epoch, timer);
    }

    @Override
    public <T> Committed<T> transact(
            String name, Object arguments, Recovery<T> recovery, Class<T> resultType, StepBody<Done<T>> body) {
        String hash = Canonical.hash(arguments);
        Optional<JournalRow> before = past.next(name, hash);
        if (before.isEmpty()) {
            return run(name, hash, 1, resultType, body);
        }
        JournalRow row = before.get();
        if (row.state() == State.DONE) {
            return passed(row, resultType);
        }
        Optional<T> happened = unfinished.outcome(row, recovery);
        return happened.isPresent()
                ? commit(row.in(epoch), unfinished.settled(row, Done.of(happened.get())), resultType)
                : run(name, hash, row.attempt() + 1, resultType, attempt -> unfinished.settled(row, body.run(attempt)));
    }

    private <T> Committed<T> run(String name, String hash, int attempt, Class<T> resultType, StepBody<Done<T>> body) {
        requireGoingOn();
        JournalRow intent = JournalRow.intent(past.sequence(), name, hash, attempt, epoch, timer.now());
        journal.begin(task, intent, null);
        return commit(intent, body.run(new Attempt(task, past.sequence(), attempt)), resultType);
    }

    private <T> Committed<T> commit(JournalRow intent, Done<T> done, Class<T> resultType) {
        JournalRow row = intent.done(Canonical.json(done.value()), timer.now());
        List<Alerted> alerts = journal.commit(task, row, done.effects());
        worked = worked.plus(row.took());
        return new Committed<>(read(row, resultType), alerts, true);
    }

    private <T> Committed<T> passed(JournalRow row, Class<T> resultType) {
        worked = worked.plus(row.took());
        return new Committed<>(read(row, resultType), row.alerts(), false);
    }

    private void requireGoingOn() {
        if (stopping.getAsBoolean()) {
            throw new CancelledException("The process was asked to stop; what was under way was brought to its end");
        }
    }

    @Override
    public <T> T note(String name, Object arguments, Class<T> resultType, Supplier<T> finding) {
        return note(name, arguments, resultType, Effects.none(), finding);
    }

    private <T> T note(String name, Object arguments, Class<T> resultType, Effects effects, Supplier<T> finding) {
        String hash = Canonical.hash(arguments);
        Optional<JournalRow> before = past.next(name, hash);
        if (before.isPresent()) {
            return passed(before.get(), resultType).value();
        }
        requireGoingOn();
        T found = finding.get();
        Instant now = timer.now();
        JournalRow intent = JournalRow.intent(past.sequence(), name, hash, 1, epoch, now);
        journal.commit(task, intent.done(Canonical.json(found), now), effects);
        return found;
    }

    /** What ended a wait; null for the time. */
    private record Answered(@Nullable String payload) {}

    @Override
    public <T> Optional<T> await(Waiting waiting, Class<T> payloadType, Supplier<Optional<T>> here) {
        Instant since = timer.now().truncatedTo(ChronoUnit.SECONDS);
        Wait wait = new Wait(
                task,
                waiting.signal(),
                waiting.kind(),
                Canonical.json(waiting.subject()),
                since,
                waiting.atMost().compareTo(Duration.between(since, Wait.FOREVER)) < 0
                        ? since.plus(waiting.atMost())
                        : Wait.FOREVER);
        Instant until = note(
                "await",
                List.of(waiting.signal(), waiting.atMost()),
                Instant.class,
                Effects.none().opening(wait),
                wait::until);
        Answered answered = note(
                "awaited",
                waiting.signal(),
                Answered.class,
                Effects.none().closing(wait.id()),
                () -> answered(wait, until, here));
        return Optional.ofNullable(answered.payload()).map(json -> Canonical.read(json, payloadType));
    }

    private <T> Answered answered(Wait wait, Instant until, Supplier<Optional<T>> here) {
        Optional<String> payload = journal.signal(task, wait.signal());
        if (payload.isPresent()) {
            return new Answered(payload.get());
        }
        if (!timer.now().isBefore(until)) {
            return new Answered(null);
        }
        Optional<T> answer = here.get();
        if (answer.isEmpty()) {
            throw new ParkedException(new Wait(task, wait.signal(), wait.kind(), wait.subject(), wait.since(), until));
        }
        return switch (journal.signal(task, wait.signal(), Canonical.json(answer.get()))) {
            case Delivery.Accepted accepted -> new Answered(Canonical.json(answer.get()));
            case Delivery.Earlier earlier -> new Answered(earlier.payload());
            case Delivery.TooLate late -> throw new CancelledException("Task '" + task + "' has ended meanwhile");
        };
    }

    @Override
    public void sleep(Duration duration) {
        Instant until = note("sleep", duration, Instant.class, () -> timer.now().plus(duration));
        worked = worked.plus(duration);
        timer.waitUntil(until);
    }

    @Override
    public Instant now() {
        return note("now", Map.of(), Instant.class, timer::now);
    }

    @Override
    public UUID uuid() {
        return note("uuid", Map.of(), UUID.class, () -> new UUID(random.nextLong(), random.nextLong()));
    }

    @Override
    public long random() {
        return note("random", Map.of(), Long.class, random::nextLong);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public Duration worked() {
        return worked;
    }

    private <T> T read(JournalRow row, Class<T> type) {
        return Canonical.read(String.valueOf(row.result()), type);
    }
}
