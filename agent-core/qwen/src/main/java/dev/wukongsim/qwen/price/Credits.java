package dev.wukongsim.qwen.price;

import java.math.BigDecimal;

/**
 * A price in credits, the unit of token plans: one credit is ¥0.01 at list price. Counted in hundredths of a credit; as in
 * the vendor's own example each class of tokens is rounded half up by itself, so the sum can differ a little from the
 * price in yuan.
 *
 * @param input in hundredths of a credit, as are all
 */
public record Credits(long input, long cached, long cacheWrite, long output) {

    private static final long MICROS_PER_HUNDREDTH = 100;

    static Credits of(Quote quote) {
        if (!quote.currency().equals("CNY")) {
            throw new IllegalStateException("Credits are defined in CNY, and the price of model '" + quote.model()
                    + "' is in " + quote.currency());
        }
        Quote.Parts parts = quote.parts();
        return new Credits(
                hundredths(parts.input()),
                hundredths(parts.cached()),
                hundredths(parts.cacheWrite()),
                hundredths(parts.output()));
    }

    /** The whole price, in credits with two decimals. */
    public BigDecimal total() {
        return BigDecimal.valueOf(input + cached + cacheWrite + output, 2);
    }

    private static long hundredths(long micros) {
        return (micros + MICROS_PER_HUNDREDTH / 2) / MICROS_PER_HUNDREDTH;
    }
}
