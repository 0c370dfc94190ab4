package dev.wukongsim.runtime.budget;

/** What a settlement did to the books. */
public enum Settlement {
    /** The hold became spending. */
    CHARGED,
    /** An estimate was replaced by the actual usage, and the difference booked. */
    ADJUSTED,
    /** The hold had been given back; the usage was charged all the same. */
    LATE,
    /** Nothing: this settlement, or a better one, is in the books. */
    REPLAYED,
    /** Nothing yet: the store is out of reach, and the settlement is kept until it answers. */
    KEPT
}
