package dev.wukongsim.runtime.metering;

import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;

/** A price list as the ledger counts: in millionths of a yuan, or not at all. */
record Prices(PriceList list) {

    private static final String CURRENCY = "CNY";

    Optional<Money> price(String model, Usage usage) {
        return list.price(model, usage);
    }

    static OptionalLong micros(Optional<Money> price) {
        return price.filter(money -> money.currency().equals(CURRENCY))
                .map(money -> OptionalLong.of(money.micros()))
                .orElseGet(OptionalLong::empty);
    }

    OptionalLong ceiling(String model, long input, long output, boolean marksCache) {
        return micros(list.ceiling(model, input, output, marksCache));
    }
}
