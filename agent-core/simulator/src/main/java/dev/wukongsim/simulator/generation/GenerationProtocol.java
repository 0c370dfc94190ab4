package dev.wukongsim.simulator.generation;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.chat.Chat;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.NativeEvent;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import dev.wukongsim.simulator.reply.MockIds;
import java.util.List;
import java.util.Optional;

/** Text generation in the provider's own form, as its SDKs ask for it. */
public final class GenerationProtocol implements Protocol {

    private static final String STREAM = "text/event-stream;charset=UTF-8";

    private final Chat chat;
    private final Catalogue catalogue;
    private final MockIds ids;

    /**
     * The protocol over a chat.
     *
     * @param ids of errors
     */
    public GenerationProtocol(Chat chat, Catalogue catalogue, MockIds ids) {
        this.chat = chat;
        this.catalogue = catalogue;
        this.ids = ids;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/api/v1/services/aigc/text-generation/generation"));
    }

    @Override
    public HttpReply answer(HttpCall call) {
        GenerationRequest request = GenerationRequest.of(call, catalogue);
        Completed completed = chat.complete(request.call());
        return request.call().streams()
                ? new HttpReply.Events(GenerationStream.of(request, completed), completed.delivery())
                : whole(request, completed);
    }

    @Override
    public HttpReply refusal(ProviderError error, HttpCall call) {
        String requestId = GenerationResult.requestId(ids.completion("", 0));
        if (!GenerationRequest.wantsStream(call)) {
            return HttpReply.json(error.status(), error.nativeBody(requestId));
        }
        String event = NativeEvent.error(1, error, error.nativeBody(requestId));
        return new HttpReply.Whole(error.status(), STREAM, event, Optional.empty());
    }

    private static HttpReply whole(GenerationRequest request, Completed completed) {
        return HttpReply.json(200, GenerationResult.whole(request, completed.inOnePiece()), completed.delivery());
    }
}
