package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What caches of the endpoint saved.
 *
 * @param cachedTokens input tokens that were read from a cache
 * @param micros what they would have cost more at list price, in millionths of a yuan; empty if that is not known of every call
 */
public record Savings(long cachedTokens, OptionalLong micros) {

    /** One call and the model that answered it, if it is known. */
    public record Call(Optional<String> model, Usage usage) {}

    public Savings {
        requireNonNull(micros, "micros is null");
    }

    /** What these calls saved; each is priced by itself. */
    public static Savings of(Collection<Call> calls, PriceList prices) {
        long cached = 0;
        long saved = 0;
        boolean isKnown = true;
        for (Call call : calls) {
            if (call.usage().cachedInput() > 0) {
                OptionalLong micros = saved(call, prices);
                cached += call.usage().cachedInput();
                saved += micros.orElse(0);
                isKnown &= micros.isPresent();
            }
        }
        return new Savings(cached, isKnown ? OptionalLong.of(saved) : OptionalLong.empty());
    }

    private static OptionalLong saved(Call call, PriceList prices) {
        Optional<Money> paid = call.model().flatMap(model -> prices.price(model, call.usage()));
        Optional<Money> full = call.model().flatMap(model -> prices.price(model, withoutCache(call.usage())));
        return paid.isPresent() && full.isPresent()
                ? OptionalLong.of(full.get().micros() - paid.get().micros())
                : OptionalLong.empty();
    }

    private static Usage withoutCache(Usage usage) {
        return new Usage(
                usage.input(),
                0,
                usage.cacheWrite(),
                usage.output(),
                usage.reasoning(),
                usage.calls(),
                usage.estimated());
    }
}
