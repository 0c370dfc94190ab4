package dev.wukongsim.runtime.durable;

/** A replay has come to the end of what is written down, and must not go on from there. */
public final class EndOfJournalException extends RuntimeException {

    EndOfJournalException(String task, int rows) {
        super("The journal of task '" + task + "' ends after row " + rows);
    }
}
