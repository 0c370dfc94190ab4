package dev.wukongsim.runtime.tool;

import static java.util.Objects.requireNonNull;

/**
 * A document of our own store as a call would leave it. It is written together with the call's result, or not at all.
 *
 * @param document its name, such as {@code office:t-1}
 * @param version one more than the version it was made from; the first is 1
 */
public record Draft(String document, long version, String content) {

    public Draft {
        requireNonNull(document, "document is null");
        requireNonNull(content, "content is null");
        if (version < 1) {
            throw new IllegalArgumentException("Versions of document '" + document + "' count from 1, not " + version);
        }
    }
}
