package dev.wukongsim.simulator.endpoint;

import dev.wukongsim.simulator.fault.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * What shall go wrong on the way, as a header from the extension to the front: WireMock's responses have no other place for
 * it. It never leaves the process.
 */
final class DeliveryHeader {

    static final String NAME = "X-Wukong-Delivery";

    private DeliveryHeader() {}

    /** Empty for what is in the bytes already. */
    static Optional<String> of(Fault.OfDelivery fault) {
        return switch (fault) {
            case Fault.Cut cut -> Optional.of("cut " + cut.after());
            case Fault.Reset reset -> Optional.of("reset 0");
            case Fault.Stall stall -> Optional.of("stall " + stall.after());
            case Fault.Slow slow -> Optional.of("slow " + slow.pause().toMillis());
            case Fault.BrokenUtf8 broken -> Optional.empty();
        };
    }

    static Fault.OfDelivery read(String value) {
        String[] words = value.split(" ", 2);
        int number = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "cut" -> new Fault.Cut(number);
            case "reset" -> new Fault.Reset();
            case "stall" -> new Fault.Stall(number);
            case "slow" -> new Fault.Slow(Duration.ofMillis(number));
            default -> throw new IllegalStateException("Header " + NAME + " says '" + value + "'");
        };
    }
}
