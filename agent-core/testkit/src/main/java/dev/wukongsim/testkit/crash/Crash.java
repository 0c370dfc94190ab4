package dev.wukongsim.testkit.crash;

/** The death of a process: nothing in it catches this, and nothing it would still have done is done. */
public final class Crash extends Error {

    Crash(CrashPoint point) {
        super("The process died at " + point);
    }
}
