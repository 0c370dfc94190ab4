package dev.wukongsim.runtime.durable;

import java.util.concurrent.CancellationException;

/** Somebody wants the task to end: the thread that carries it out was interrupted, or a person decided so. */
public final class CancelledException extends CancellationException {

    public CancelledException() {
        this("The task was cancelled");
    }

    public CancelledException(String message) {
        super(message);
    }
}
