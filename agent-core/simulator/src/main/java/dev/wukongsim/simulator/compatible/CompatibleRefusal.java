package dev.wukongsim.simulator.compatible;

import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.reply.MockIds;

/** How every protocol in OpenAI's shape tells of an error. */
public final class CompatibleRefusal {

    private CompatibleRefusal() {}

    public static HttpReply of(ProviderError error, MockIds ids) {
        return HttpReply.json(error.status(), error.body(ids.completion("", 0)));
    }
}
