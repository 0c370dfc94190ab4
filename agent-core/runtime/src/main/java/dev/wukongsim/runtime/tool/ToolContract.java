package dev.wukongsim.runtime.tool;

import static java.util.Objects.requireNonNull;

/**
 * What a tool promises about one call: its effect on the world, its risk, whether a person must confirm it, and whether
 * it may be called again. Policy and recovery read nothing else.
 *
 * <p>A LangChain4j {@code @Tool} method states its contract in the annotation's {@code metadata}, for example
 * {@code {"effect":"write","risk":"medium","confirmation":"user_required","idempotency":"keyed"}}; what it leaves out is
 * taken from {@link #strictest()}.
 */
public record ToolContract(Effect effect, Risk risk, Confirmation confirmation, Idempotency idempotency) {

    /** What a call does to the world. */
    public enum Effect {
        READ,
        WRITE
    }

    /** How much harm a wrong call can do. */
    public enum Risk {
        LOW,
        MEDIUM,
        HIGH
    }

    /** Whether a person has to agree before the call. */
    public enum Confirmation {
        NOT_REQUIRED,
        USER_REQUIRED
    }

    /** What recovery may do with a call whose outcome is unknown. */
    public enum Idempotency {
        /** May simply run again: it changes nothing. */
        REPEATABLE,
        /** May run again with the same idempotency key, and takes effect once. */
        KEYED,
        /** Can tell by the idempotency key whether it took effect, and runs again only if it did not. */
        QUERYABLE,
        /** Changes our own store only, together with its result or not at all. */
        TRANSACTIONAL,
        /** Must not run again: a person decides. */
        NONE
    }

    public ToolContract {
        requireNonNull(effect, "effect is null");
        requireNonNull(risk, "risk is null");
        requireNonNull(confirmation, "confirmation is null");
        requireNonNull(idempotency, "idempotency is null");
    }

    /** The contract of a tool about which nothing is known. */
    public static ToolContract strictest() {
        return new ToolContract(Effect.WRITE, Risk.HIGH, Confirmation.USER_REQUIRED, Idempotency.NONE);
    }

    /** The contract of a tool that only looks things up. */
    public static ToolContract reading() {
        return new ToolContract(Effect.READ, Risk.LOW, Confirmation.NOT_REQUIRED, Idempotency.REPEATABLE);
    }
}
