package dev.wukongsim.simulator.compatible;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.simulator.chat.Caller;
import dev.wukongsim.simulator.chat.Chat;
import dev.wukongsim.simulator.chat.ChatCall;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import dev.wukongsim.simulator.reply.MockIds;
import java.time.ZoneOffset;
import java.util.List;

/** Chat completions and the list of models, as OpenAI's clients ask for them. */
public final class CompatibleProtocol implements Protocol {

    private final Chat chat;
    private final Catalogue catalogue;
    private final MockIds ids;

    /**
     * The protocol over a chat.
     *
     * @param ids of errors
     */
    public CompatibleProtocol(Chat chat, Catalogue catalogue, MockIds ids) {
        this.chat = chat;
        this.catalogue = catalogue;
        this.ids = ids;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(CompatiblePaths.PREFIX + "/chat/completions"),
                Route.get(CompatiblePaths.PREFIX + "/models"),
                Route.get(CompatiblePaths.PREFIX + "/models/[^/]+"));
    }

    @Override
    public HttpReply answer(HttpCall call) {
        return call.method().equals("GET") ? models(call.path()) : chat(call);
    }

    @Override
    public HttpReply refusal(ProviderError error, HttpCall call) {
        return CompatibleRefusal.of(error, ids);
    }

    private HttpReply chat(HttpCall call) {
        ChatCall request = ChatCall.of(call.json(), call.body().length, Caller.of(call), catalogue);
        Completed completed = chat.complete(request);
        return request.streams() ? streamed(request, completed) : plain(request, completed);
    }

    private static HttpReply streamed(ChatCall request, Completed completed) {
        List<String> events = EventStream.of(request, completed);
        return new HttpReply.Events(events, completed.delivery());
    }

    private static HttpReply plain(ChatCall request, Completed completed) {
        return HttpReply.json(200, PlainAnswer.of(request, completed.inOnePiece()), completed.delivery());
    }

    private HttpReply models(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (!last.equals("models")) {
            return HttpReply.json(
                    200,
                    catalogue
                            .find(last)
                            .map(this::model)
                            .orElseThrow(() -> new RefusedException(ProviderError.modelNotFound(last))));
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        catalogue.models().forEach(model -> list.withArray("data").add(model(model)));
        return HttpReply.json(200, list);
    }

    /** The provider does not say when a model was made; clients want a number, and get the day of the catalogue. */
    private ObjectNode model(CatalogueModel model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", model.id())
                .put("object", "model")
                .put("created", catalogue.asOf().atStartOfDay(ZoneOffset.UTC).toEpochSecond())
                .put("owned_by", model.provider());
    }
}
