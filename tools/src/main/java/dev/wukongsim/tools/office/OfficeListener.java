package dev.wukongsim.tools.office;

/** Is told of every change of an office, one after the other, in order. */
@FunctionalInterface
public interface OfficeListener {

    /** A listener that looks away. */
    OfficeListener NONE = state -> {};

    /**
     * Take note of the next state, for example by storing it. The change becomes visible when this returns; if it throws,
     * the change has not happened and the call that wanted it fails. Must not call the office's tools.
     */
    void changed(OfficeState state);
}
