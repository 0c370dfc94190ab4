package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

/**
 * An account at one moment, in tokens.
 *
 * @param id such as {@code task:t-42} or {@code employee:zhang.wei:2026-11}
 * @param limit what may be spent in all
 * @param spent what settled calls have used
 * @param held what calls under way may still use
 */
public record Account(String id, long limit, long spent, long held) {

    public Account {
        requireNonNull(id, "id is null");
    }

    /** What a new call may reserve; negative if settled calls used more than they had reserved. */
    public long available() {
        return limit - spent - held;
    }
}
