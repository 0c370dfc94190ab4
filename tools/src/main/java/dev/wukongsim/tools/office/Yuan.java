package dev.wukongsim.tools.office;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;

/** An amount of money in CNY, kept in whole fen. In JSON it is a number of yuan with two decimals. */
public record Yuan(long fen) implements Comparable<Yuan> {

    public static final Yuan ZERO = new Yuan(0);

    /**
     * An amount given in yuan.
     *
     * @throws IllegalArgumentException if it is not a whole number of fen
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Yuan of(BigDecimal yuan) {
        try {
            return new Yuan(yuan.movePointRight(2).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Amount " + yuan + " is not a number of yuan with at most two decimals", e);
        }
    }

    @JsonValue
    public BigDecimal yuan() {
        return BigDecimal.valueOf(fen, 2);
    }

    public Yuan plus(Yuan other) {
        return new Yuan(Math.addExact(fen, other.fen));
    }

    public Yuan minus(Yuan other) {
        return new Yuan(Math.subtractExact(fen, other.fen));
    }

    @Override
    public int compareTo(Yuan other) {
        return Long.compare(fen, other.fen);
    }

    /** Such as {@code 4,869.60 CNY}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,.2f CNY", yuan());
    }
}
