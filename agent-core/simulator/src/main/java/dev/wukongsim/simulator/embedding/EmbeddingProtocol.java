package dev.wukongsim.simulator.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.simulator.compatible.CompatiblePaths;
import dev.wukongsim.simulator.compatible.CompatibleRefusal;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import dev.wukongsim.simulator.reply.MockIds;
import java.util.List;

/** Embeddings, as OpenAI's clients ask for them. */
public final class EmbeddingProtocol implements Protocol {

    private final Embeddings embeddings = new Embeddings(new QwenTokenizer());
    private final MockIds ids;

    public EmbeddingProtocol(MockIds ids) {
        this.ids = ids;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(CompatiblePaths.PREFIX + "/embeddings"));
    }

    @Override
    public HttpReply answer(HttpCall call) {
        JsonNode request = call.json();
        RefusedException.throwIfPresent(embeddings.violation(request));
        String id = ids.completion(request.path("input").toString(), 0);
        return HttpReply.json(200, embeddings.answer(request, id));
    }

    @Override
    public HttpReply refusal(ProviderError error, HttpCall call) {
        return CompatibleRefusal.of(error, ids);
    }
}
