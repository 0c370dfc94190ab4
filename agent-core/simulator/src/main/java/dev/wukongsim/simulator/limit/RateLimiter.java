package dev.wukongsim.simulator.limit;

import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.qwen.RateLimit;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rate windows and the burst rule of each model, for one account. A request is counted when it is let in, its tokens
 * when they are known. Time is told by the caller. Thread-safe.
 */
public final class RateLimiter {

    private final Function<CatalogueModel, Optional<RateLimit>> limits;
    private final @Nullable BurstRule burst;
    private final Map<String, Windows> models = new ConcurrentHashMap<>();

    private RateLimiter(Function<CatalogueModel, Optional<RateLimit>> limits, @Nullable BurstRule burst) {
        this.limits = limits;
        this.burst = burst;
    }

    /** Lets everything in. */
    public static RateLimiter none() {
        return new RateLimiter(model -> Optional.empty(), null);
    }

    /** The limits that the catalogue states for each model, and the standard burst rule. */
    public static RateLimiter catalogue() {
        return new RateLimiter(CatalogueModel::limit, BurstRule.standard());
    }

    /** The same limit for every model, and no burst rule. */
    public static RateLimiter of(RateLimit limit) {
        return new RateLimiter(model -> Optional.of(limit), null);
    }

    /** These limits with a burst rule, and nothing counted yet. */
    public RateLimiter with(BurstRule rule) {
        return new RateLimiter(limits, rule);
    }

    /** Let a request in, or say why not. */
    public Admission admit(CatalogueModel model, Instant now) {
        return windows(model).admit(now);
    }

    /** Count the tokens of an answered request. */
    public void use(CatalogueModel model, long input, long output, Instant now) {
        windows(model).use(input, output, now);
    }

    private Windows windows(CatalogueModel model) {
        return models.computeIfAbsent(
                model.id(), name -> new Windows(limits.apply(model).orElse(null), burst));
    }
}
