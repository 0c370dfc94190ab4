package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.durable.Attempt;
import dev.wukongsim.runtime.durable.DocumentConflictException;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.InDoubtException;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.JournaledContext;
import dev.wukongsim.runtime.durable.ParkedException;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.tool.Draft;
import dev.wukongsim.testkit.crash.ForwardingJournal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A worker that dies at random, or freezes until somebody else has taken over its task and then goes on as if nothing were.
 * It is the journal of its runs, too. For one thread.
 */
final class SoakWorker extends ForwardingJournal {

    private static final int DEATHS_IN_A_HUNDRED = 4;
    private static final int FREEZES_IN_A_HUNDRED = 3;
    private static final Duration FREEZE = Duration.ofMillis(20);

    private final SoakWorld world;
    private final Timer timer;
    private final SplittableRandom random;

    SoakWorker(Journal journal, SoakWorld world, Timer timer, SplittableRandom random) {
        super(journal);
        this.world = world;
        this.timer = timer;
        this.random = random;
    }

    /** Nothing in a process survives it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;

        Death() {
            super("the worker died", null, false, false);
        }
    }

    SoakWorld world() {
        return world;
    }

    /** Take up a task, and bring it as far as it goes. */
    void run(SoakProgram program) {
        try {
            JournaledContext context = new JournaledContext(this, program.task(), timer, random.split());
            world.finished(program.task(), program.carryOut(context, this));
        } catch (Death
                | StaleEpochException
                | ParkedException
                | InDoubtException
                | DocumentConflictException takenUpAgain) {
            return;
        } catch (RuntimeException e) {
            world.failed(program.task() + ": " + e);
        }
    }

    /** The body of a step. */
    String execute(Attempt attempt, long epoch, String value) {
        strike(attempt.task(), epoch);
        world.executed(new SoakWorld.Effect(attempt, epoch, value));
        strike(attempt.task(), epoch);
        return value;
    }

    /** The document with one more line. */
    Draft next(String document, String line) {
        Optional<Draft> latest = latest(document);
        return new Draft(
                document,
                latest.map(Draft::version).orElse(0L) + 1,
                latest.map(Draft::content).orElse("") + line + "\n");
    }

    private void strike(String task, long epoch) {
        int fate = random.nextInt(100);
        if (fate < DEATHS_IN_A_HUNDRED) {
            throw new Death();
        }
        if (fate < DEATHS_IN_A_HUNDRED + FREEZES_IN_A_HUNDRED) {
            try {
                world.freeze(task, epoch, FREEZE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Death();
            }
        }
    }

    @Override
    public long claim(String task) {
        long began = world.moment();
        long epoch = super.claim(task);
        world.claimed(task, epoch, began);
        return epoch;
    }

    @Override
    public void begin(String task, JournalRow intent, @Nullable Wait opens) {
        strike(task, intent.epoch());
        long began = world.moment();
        super.begin(task, intent, opens);
        world.wrote(task, intent.epoch(), began);
        strike(task, intent.epoch());
    }

    @Override
    public List<Alerted> commit(String task, JournalRow done, Effects effects) {
        strike(task, done.epoch());
        long began = world.moment();
        List<Alerted> alerts = super.commit(task, done, effects);
        world.wrote(task, done.epoch(), began);
        strike(task, done.epoch());
        return alerts;
    }
}
