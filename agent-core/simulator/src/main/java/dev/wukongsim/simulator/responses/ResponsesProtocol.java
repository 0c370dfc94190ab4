package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.chat.Chat;
import dev.wukongsim.simulator.compatible.CompatiblePaths;
import dev.wukongsim.simulator.compatible.CompatibleRefusal;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import dev.wukongsim.simulator.reply.MockIds;
import java.util.List;

/** Responses, as OpenAI's newer clients ask for them; the endpoint keeps them, so that a request can go on from one. */
public final class ResponsesProtocol implements Protocol {

    private static final String RESPONSES =
            "(" + CompatiblePaths.PREFIX + "|/api/v2/apps/protocols/compatible-mode/v1)/responses";

    private final Chat chat;
    private final Catalogue catalogue;
    private final MockIds ids;
    private final ResponseStore responses = new ResponseStore();

    /**
     * The protocol over a chat.
     *
     * @param ids of errors
     */
    public ResponsesProtocol(Chat chat, Catalogue catalogue, MockIds ids) {
        this.chat = chat;
        this.catalogue = catalogue;
        this.ids = ids;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(RESPONSES), Route.get(RESPONSES + "/[^/]+"), Route.delete(RESPONSES + "/[^/]+"));
    }

    @Override
    public HttpReply answer(HttpCall call) {
        String path = call.path().replaceFirst("\\?.*$", "");
        String id = path.substring(path.lastIndexOf('/') + 1);
        return switch (call.method()) {
            case "GET" -> HttpReply.json(200, responses.get(id).json());
            case "DELETE" -> delete(id);
            default -> create(call);
        };
    }

    @Override
    public HttpReply refusal(ProviderError error, HttpCall call) {
        return CompatibleRefusal.of(error, ids);
    }

    private HttpReply delete(String id) {
        responses.remove(id);
        ObjectNode deleted = JsonNodeFactory.instance.objectNode();
        return HttpReply.json(
                200, deleted.put("id", id).put("object", "response").put("deleted", true));
    }

    private HttpReply create(HttpCall call) {
        ResponseRequest request = ResponseRequest.of(call, responses, catalogue);
        ResponseBody response = new ResponseBody(request, chat.complete(request.call()));
        if (response.completed().errorWithin().isEmpty() && request.isKept()) {
            keep(request, response);
        }
        if (request.call().streams()) {
            return new HttpReply.Events(
                    ResponseStream.of(response), response.completed().delivery());
        }
        return HttpReply.json(
                200, response.whole(), response.completed().inOnePiece().delivery());
    }

    private void keep(ResponseRequest request, ResponseBody response) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        messages.addAll(request.context()).add(response.message());
        responses.add(new StoredResponse(response.whole(), messages));
    }
}
