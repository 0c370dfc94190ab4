package dev.wukongsim.runtime.durable;

/** The thread that carries out a task was interrupted: somebody cancelled it. */
public final class CancelledException extends RuntimeException {

    public CancelledException() {
        super("cancelled");
    }
}
