package dev.wukongsim.testkit.transcript;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What model calls used.
 *
 * @param cost of all calls; empty if one of them has no known price, or there was none
 */
public record Spending(Usage usage, Optional<Money> cost) {

    public Spending {
        requireNonNull(usage, "usage is null");
        requireNonNull(cost, "cost is null");
    }

    /** The sum of all calls among some events that came to an end. */
    public static Spending of(List<? extends RunEvent> events) {
        return events.stream()
                .flatMap(Spending::call)
                .reduce(Spending::plus)
                .orElseGet(() -> new Spending(Usage.NONE, Optional.empty()));
    }

    private static Stream<Spending> call(RunEvent event) {
        if (event instanceof RunEvent.ModelReplied replied) {
            return Stream.of(of(replied.usage(), replied.cost()));
        }
        if (event instanceof RunEvent.ModelFailed failed) {
            return Stream.of(of(failed.usage(), failed.cost()));
        }
        return Stream.empty();
    }

    static Spending of(Usage usage, @Nullable Money cost) {
        return new Spending(usage, Optional.ofNullable(cost));
    }

    private Spending plus(Spending other) {
        return new Spending(usage.plus(other.usage), cost.flatMap(money -> other.cost.map(money::plus)));
    }
}
