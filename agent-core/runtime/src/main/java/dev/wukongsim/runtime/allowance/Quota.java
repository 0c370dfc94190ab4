package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.Unit;
import java.math.BigDecimal;

/**
 * How much may be spent.
 *
 * @param limit in this unit; at most {@link LedgerRules#MAXIMUM}
 */
public record Quota(Unit unit, long limit) {

    private static final int YUAN_DIGITS = 6;
    private static final int CREDIT_DIGITS = 4;

    public Quota {
        requireNonNull(unit, "unit is null");
        if (limit < 0 || limit > LedgerRules.MAXIMUM) {
            throw new IllegalArgumentException(
                    "%s must be between 0 and %s".formatted(unit.text(limit), unit.text(LedgerRules.MAXIMUM)));
        }
    }

    public static Quota tokens(long tokens) {
        return new Quota(Unit.TOKENS, tokens);
    }

    /**
     * An amount in yuan at list price.
     *
     * @throws IllegalArgumentException if it has more than six decimals
     */
    public static Quota yuan(BigDecimal yuan) {
        return new Quota(Unit.MICROS, exact("yuan", yuan, YUAN_DIGITS));
    }

    /**
     * An amount in credits; one is a hundredth of a yuan at list price.
     *
     * @throws IllegalArgumentException if it has more than four decimals
     */
    public static Quota credits(BigDecimal credits) {
        return new Quota(Unit.MICROS, exact("credits", credits, CREDIT_DIGITS));
    }

    private static long exact(String name, BigDecimal amount, int digits) {
        try {
            return amount.movePointRight(digits).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "%s %s: must be below %s with at most %d decimals"
                            .formatted(
                                    amount.stripTrailingZeros().toPlainString(),
                                    name,
                                    BigDecimal.valueOf(LedgerRules.MAXIMUM, digits)
                                            .toPlainString(),
                                    digits),
                    e);
        }
    }
}
