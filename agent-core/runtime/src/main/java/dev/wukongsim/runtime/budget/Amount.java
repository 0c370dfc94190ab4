package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A quantity in both units.
 *
 * @param micros the same in millionths of a yuan; empty if no price is known, which is not the same as free
 */
public record Amount(long tokens, OptionalLong micros) {

    public Amount {
        requireNonNull(micros, "micros is null");
    }

    /** An amount without a price. */
    public static Amount tokens(long tokens) {
        return new Amount(tokens, OptionalLong.empty());
    }

    /** An amount with its price. */
    public static Amount of(long tokens, long micros) {
        return new Amount(tokens, OptionalLong.of(micros));
    }

    /** Whether it can be counted in this unit. */
    public boolean isKnownIn(Unit unit) {
        return unit == Unit.TOKENS || micros.isPresent();
    }

    /**
     * The number that an account of this unit counts.
     *
     * @throws java.util.NoSuchElementException if that is money and no price is known
     */
    public long in(Unit unit) {
        return switch (unit) {
            case TOKENS -> tokens;
            case MICROS -> micros.orElseThrow();
        };
    }

    /** Nothing, with a price if this has one. */
    Amount none() {
        return new Amount(0, micros.isPresent() ? OptionalLong.of(0) : micros);
    }

    /** What is left of this one, which has a price if the result shall have one. */
    Amount minus(Amount other) {
        OptionalLong less = micros.isPresent() ? OptionalLong.of(micros.getAsLong() - other.micros.orElse(0)) : micros;
        return new Amount(tokens - other.tokens, less);
    }
}
