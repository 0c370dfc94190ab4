package dev.wukongsim.simulator.chat;

import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.reply.Asker;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Who asks, as far as the headers tell.
 *
 * @param asker by whom replies are told apart
 * @param patience how long the request may queue where only the burst rule is against it
 */
public record Caller(Asker asker, Duration patience) {

    /** Somebody who says nothing about himself. */
    public static final Caller UNKNOWN = new Caller(Asker.UNKNOWN, Duration.ZERO);

    private static final String WAIT = "X-DashScope-Wait-Timeout";
    private static final int SHORTEST_WAIT = 3;
    private static final int LONGEST_WAIT = 120;

    /**
     * Read the headers of a call.
     *
     * @throws RefusedException if one of them is not what it should be
     */
    public static Caller of(HttpCall call) {
        return new Caller(
                new Asker(
                        decoded(call.header("X-Wukong-Agent").orElse("")),
                        decoded(call.header("X-Wukong-Task").orElse("")),
                        call.header("X-Wukong-Step").orElse("")),
                call.header(WAIT).map(Caller::patience).orElse(Duration.ZERO));
    }

    /** A name that is no plain ASCII comes encoded as in a form; one that is wrongly encoded is taken as it is. */
    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }

    private static Duration patience(String seconds) {
        int number = seconds.strip().matches("\\d{1,3}") ? Integer.parseInt(seconds.strip()) : -1;
        if (number != 0 && (number < SHORTEST_WAIT || number > LONGEST_WAIT)) {
            throw new RefusedException(ProviderError.invalidRequest(WAIT + " must be 0, or from " + SHORTEST_WAIT
                    + " to " + LONGEST_WAIT + " seconds, not '" + seconds + "'"));
        }
        return Duration.ofSeconds(number);
    }
}
