package dev.wukongsim.redis;

/** Somebody else has written into our data. */
public final class CorruptRowException extends RuntimeException {

    /**
     * @param kind what the row should be, such as {@code account}
     * @param id whose row it is
     */
    CorruptRowException(String kind, String id) {
        super(
                "The ledger's row of " + kind + " '" + id
                        + "' in Redis cannot be read; nothing was changed. Restore it from a backup, or rebuild it from the books");
    }
}
