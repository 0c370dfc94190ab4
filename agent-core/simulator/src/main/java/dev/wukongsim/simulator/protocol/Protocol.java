package dev.wukongsim.simulator.protocol;

import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import java.util.List;

/** One of the protocols that the endpoint speaks. Thread-safe. */
public interface Protocol {

    /** Where it is spoken; no two protocols share a place. */
    List<Route> routes();

    /**
     * Answer a call that came to one of the {@link #routes}.
     *
     * @throws RefusedException if the provider would refuse it; {@link #refusal} says how that looks
     */
    HttpReply answer(HttpCall call);

    /** How this protocol tells of an error. */
    HttpReply refusal(ProviderError error, HttpCall call);
}
