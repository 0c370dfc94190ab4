package dev.wukongsim.schedule;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.durable.Timer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Serves schedules, each on a thread of its own. A tick that fails stops neither its schedule nor the others; a tick that
 * comes while the one before still runs is left out.
 */
public final class Scheduler {

    private final ScheduleStore store;
    private final Timer timer;
    private final TickListener listener;

    /** @param listener is called by many threads */
    public Scheduler(ScheduleStore store, Timer timer, TickListener listener) {
        this.store = requireNonNull(store, "store is null");
        this.timer = requireNonNull(timer, "timer is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    /**
     * Serve until all schedules have come to the end of the extent. Blocks; interrupting the thread cancels what runs, and
     * returns when it has ended, the thread still interrupted.
     */
    public void serve(List<ScheduledTask> tasks, Extent extent) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Ticker>> tickers =
                    tasks.stream().map(task -> ticker(task, extent)).toList();
            throwFirst(threads.invokeAll(tickers));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Callable<Ticker> ticker(ScheduledTask task, Extent extent) {
        Ticker ticker = new Ticker(task, store, timer, listener);
        return () -> {
            ticker.serve(extent);
            return ticker;
        };
    }

    private static void throwFirst(List<Future<Ticker>> ended) throws InterruptedException {
        for (Future<Ticker> ticker : ended) {
            try {
                ticker.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A schedule is served no longer", e.getCause());
            }
        }
    }
}
