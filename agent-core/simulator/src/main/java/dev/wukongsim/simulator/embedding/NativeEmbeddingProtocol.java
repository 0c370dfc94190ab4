package dev.wukongsim.simulator.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import dev.wukongsim.simulator.reply.MockIds;
import java.util.List;

/** Embeddings in the provider's own form, dense ones only. The type of a text and an instruction change nothing. */
public final class NativeEmbeddingProtocol implements Protocol {

    private final Embeddings embeddings = new Embeddings(new QwenTokenizer());
    private final MockIds ids;

    public NativeEmbeddingProtocol(MockIds ids) {
        this.ids = ids;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/api/v1/services/embeddings/text-embedding/text-embedding"));
    }

    @Override
    public HttpReply answer(HttpCall call) {
        JsonNode request = compatible(call.json());
        RefusedException.throwIfPresent(embeddings.violation(request));
        return HttpReply.json(200, nativeAnswer(embeddings.answer(request, ""), request));
    }

    @Override
    public HttpReply refusal(ProviderError error, HttpCall call) {
        return HttpReply.json(error.status(), error.nativeBody(ids.next("", "")));
    }

    private static JsonNode compatible(JsonNode request) {
        JsonNode parameters = request.path("parameters");
        String output = parameters.path("output_type").asText("dense");
        if (!output.equals("dense")) {
            throw new RefusedException(ProviderError.ofMock(
                    400, "mock_dense_only", "The mock embeds 'dense' only, not '" + output + "'. Ask for 'dense'"));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("model", request.path("model"));
        body.set("input", request.path("input").path("texts"));
        if (parameters.has("dimension")) {
            body.set("dimensions", parameters.path("dimension"));
        }
        return body;
    }

    private ObjectNode nativeAnswer(JsonNode compatible, JsonNode request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode output = answer.putObject("output");
        for (JsonNode item : compatible.path("data")) {
            ObjectNode embedding = output.withArray("embeddings").addObject();
            embedding.set("embedding", item.path("embedding"));
            embedding.set("text_index", item.path("index"));
        }
        answer.putObject("usage").set("total_tokens", compatible.at("/usage/total_tokens"));
        return answer.put("request_id", ids.next("", request.path("input").toString()));
    }
}
