package dev.wukongsim.runtime.model;

import static java.util.Objects.requireNonNull;

/**
 * An amount of money.
 *
 * @param currency ISO 4217 code, such as {@code CNY}
 * @param micros millionths of the currency
 */
public record Money(String currency, long micros) {

    public Money {
        requireNonNull(currency, "currency is null");
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot add " + other.currency + " to " + currency);
        }
        return new Money(currency, micros + other.micros);
    }
}
