package dev.wukongsim.simulator.fault;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.YamlFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The faults of an endpoint. Each request has at most one, by the first rule that applies. Whether a probable fault comes
 * depends on the seed, the rule, the lane and how many requests the lane has sent, so lanes that run side by side have the
 * same faults in every run. A rule with {@code nth} or {@code times} counts over all its lanes, in the order of arrival; name
 * a lane where that order may change. Thread-safe.
 */
public final class Faults {

    private final long seed;
    private final List<FaultRule> rules;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    private Faults(long seed, List<FaultRule> rules) {
        this.seed = seed;
        this.rules = List.copyOf(rules);
    }

    /** Nothing goes wrong. */
    public static Faults none() {
        return new Faults(0, List.of());
    }

    /** These faults. */
    public static Faults of(long seed, FaultRule... rules) {
        return new Faults(seed, List.of(rules));
    }

    /**
     * Read a faults file.
     *
     * @param seed for a file that states none
     * @throws InvalidDefinitionException with everything that is wrong with it
     */
    public static Faults read(Path path, long seed) {
        FaultFile file = YamlFile.read(path, FaultFile.class, "faults.schema.yaml");
        return new Faults(file.seed() == null ? seed : file.seed(), file.rules());
    }

    /** The fault of the next request; empty if it has none. */
    public Optional<Fault> next(String model, String lane) {
        Optional<Fault> fault = Optional.empty();
        for (int i = 0; i < rules.size() && fault.isEmpty(); i++) {
            FaultRule rule = rules.get(i);
            if (rule.when().fits(model, lane) && applies(i, rule.when(), lane)) {
                fault = Optional.of(rule.fault());
            }
        }
        return fault;
    }

    private boolean applies(int index, FaultWhen when, String lane) {
        int number = counts.merge(String.valueOf(index), 1, Integer::sum);
        int inLane = counts.merge(index + "/" + lane, 1, Integer::sum);
        return (when.nth() == null || when.nth() == number)
                && (when.times() == null || number <= when.times())
                && (when.probability() == null || chance(index + "/" + lane + "/" + inLane) < when.probability());
    }

    private double chance(String draw) {
        UUID hash = UUID.nameUUIDFromBytes((seed + "/" + draw).getBytes(StandardCharsets.UTF_8));
        return (hash.getMostSignificantBits() >>> 11) * 0x1.0p-53;
    }
}
