package dev.wukongsim.runtime.durable;

import dev.wukongsim.runtime.tool.Draft;
import java.util.Optional;

/**
 * Documents of our own store, each version kept. They are written by {@link Journal#commit} only, so that a document and
 * the step that changed it never disagree. Thread-safe.
 */
public interface Documents {

    /** The latest version; empty if there is none. */
    Optional<Draft> latest(String document);

    /** One version; empty if there is none. */
    Optional<Draft> version(String document, long version);
}
