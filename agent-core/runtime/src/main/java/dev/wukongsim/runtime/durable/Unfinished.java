package dev.wukongsim.runtime.durable;

import dev.wukongsim.runtime.durable.DurableContext.Done;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is done about a step that an earlier run began and did not end. */
final class Unfinished {

    /** A step that took its process with it so often is not tried again before a person has looked. */
    static final int MOST_ATTEMPTS = 5;

    private final Journal journal;
    private final String task;
    private final long epoch;
    private final Timer timer;

    Unfinished(Journal journal, String task, long epoch, Timer timer) {
        this.journal = journal;
        this.task = task;
        this.epoch = epoch;
        this.timer = timer;
    }

    /** What came of the step; empty if it has to be done again. */
    <T> Optional<T> outcome(JournalRow row, Recovery<T> recovery) {
        return switch (recovery) {
            case Recovery.Rerun<T> rerun -> again(row);
            case Recovery.LookUp<T> lookUp ->
                lookUp.lookup()
                        .apply(new Attempt(task, row.sequence(), row.attempt()))
                        .or(() -> again(row));
            case Recovery.AskPerson<T> person ->
                decided(
                        row,
                        text -> Optional.of(person.told().apply(text)),
                        "was begun and may have happened; it is not done again by itself");
        };
    }

    /** Empty if the step may be done again, with a person's word if it killed too many processes. */
    private <T> Optional<T> again(JournalRow row) {
        return row.attempt() < MOST_ATTEMPTS
                ? Optional.empty()
                : decided(
                        row,
                        text -> Optional.empty(),
                        "was begun " + row.attempt() + " times, and each time its process died");
    }

    private <T> Optional<T> decided(JournalRow row, Function<String, Optional<T>> told, String why) {
        Resolution resolution = journal.signal(task, signal(row.sequence(), row.attempt()))
                .map(json -> Canonical.read(json, Resolution.class))
                .orElseThrow(() -> doubt(row, why));
        return switch (resolution.finding()) {
            case HAPPENED -> told.apply(resolution.result() == null ? "" : resolution.result());
            case DID_NOT_HAPPEN -> Optional.empty();
            case ABORT -> throw givenUp(resolution, row.sequence());
        };
    }

    private InDoubtException doubt(JournalRow row, String why) {
        Wait wait = new Wait(
                task,
                signal(row.sequence(), row.attempt()),
                Wait.Kind.DOUBT,
                Canonical.json(Map.of("step", row.sequence(), "name", row.name(), "attempt", row.attempt())),
                timer.now(),
                Wait.FOREVER);
        journal.begin(task, row.in(epoch), wait);
        return new InDoubtException(wait, row.sequence(), row.name(), why);
    }

    /** The task has ended, and waits for nobody any more. */
    private CancelledException givenUp(Resolution resolution, int step) {
        Cancellation cancellation = new Cancellation(resolution.by(), "nobody knows what came of step " + step);
        journal.cancel(task, cancellation);
        return new CancelledException(cancellation.message(task));
    }

    /** With the end of whatever people were asked about the attempts so far. */
    <T> Done<T> settled(JournalRow row, Done<T> done) {
        Effects effects = done.effects();
        for (int attempt = 1; attempt <= row.attempt(); attempt++) {
            effects = effects.closing(Wait.id(task, signal(row.sequence(), attempt)));
        }
        return new Done<>(done.value(), effects);
    }

    private static String signal(int sequence, int attempt) {
        return "doubt:" + sequence + ":" + attempt;
    }
}
