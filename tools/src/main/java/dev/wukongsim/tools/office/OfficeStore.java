package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Holds the state of one office. Thread-safe: readers never wait, and the lock keeps changes and listener in order. */
final class OfficeStore {

    /** The next state and the answer to whoever asked for it. */
    record Change<T>(OfficeState state, T answer) {}

    private final AtomicReference<OfficeState> state;
    private final OfficeListener listener;
    private final ReentrantLock writer = new ReentrantLock();

    OfficeStore(OfficeState state, OfficeListener listener) {
        this.state = new AtomicReference<>(requireNonNull(state, "state is null"));
        this.listener = requireNonNull(listener, "listener is null");
    }

    OfficeState state() {
        return state.get();
    }

    /** Go to the next state; nothing happens if {@code next} throws or returns an equal state. */
    <T> T change(Function<OfficeState, Change<T>> next) {
        writer.lock();
        try {
            OfficeState before = state.get();
            Change<T> change = next.apply(before);
            if (!change.state().equals(before)) {
                listener.changed(change.state());
                state.set(change.state());
            }
            return change.answer();
        } finally {
            writer.unlock();
        }
    }
}
