package dev.wukongsim.runtime.budget;

import java.math.BigDecimal;
import java.util.Locale;

/** What an account counts. */
public enum Unit {
    /** Tokens, whatever their class. */
    TOKENS,
    /** Millionths of a yuan at list price. */
    MICROS;

    /** The amount as people write it, such as {@code 1,200} for tokens and {@code 0.0125} for micros. */
    public String number(long amount) {
        return switch (this) {
            case TOKENS -> String.format(Locale.ROOT, "%,d", amount);
            case MICROS -> BigDecimal.valueOf(amount, 6).stripTrailingZeros().toPlainString();
        };
    }

    /** The amount with what it counts, such as {@code 1,200 tokens} or {@code 0.0125 yuan}. */
    public String text(long amount) {
        return number(amount) + (this == TOKENS ? " tokens" : " yuan");
    }
}
