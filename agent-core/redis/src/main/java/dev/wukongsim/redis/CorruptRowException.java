package dev.wukongsim.redis;

/** Somebody else, or an earlier version of this program, has written into our data. */
public final class CorruptRowException extends RuntimeException {

    private static final String RULE =
            "in Redis cannot be read; the operation changed nothing. Restore it from a backup, or"
                    + " rebuild it from the books; if an earlier version of this program wrote it, use another tenant";

    /**
     * @param kind what the row should be, such as {@code account}
     * @param id whose row it is
     */
    CorruptRowException(String kind, String id) {
        super("The ledger's row of " + kind + " '" + id + "' " + RULE);
    }

    CorruptRowException(String kind, String id, Throwable cause) {
        super("The ledger's row of " + kind + " '" + id + "' " + RULE, cause);
    }
}
