package dev.wukongsim.simulator.compatible;

/** Where the OpenAI-compatible protocol is spoken. */
public final class CompatiblePaths {

    /** The provider's own base path, or the plain one that most clients take for granted. */
    public static final String PREFIX = "(/compatible-mode)?/v1";

    private CompatiblePaths() {}
}
