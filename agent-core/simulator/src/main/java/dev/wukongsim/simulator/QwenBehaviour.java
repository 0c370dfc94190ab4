package dev.wukongsim.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import org.jspecify.annotations.Nullable;

/** How Qwen behaves, as one WireMock extension: every chat request is answered from the replies. */
final class QwenBehaviour implements ResponseDefinitionTransformerV2, MappingsLoaderExtension {

    private static final String NAME = "qwen";
    /** Far behind every stub of a user's, who rarely says a priority; the default is 5. */
    private static final int LAST = 1_000_000;

    private final Replies replies;
    private final Answers answers;
    private final MockIds ids;
    private final Catalogue catalogue;
    private final @Nullable String requiredKey;

    QwenBehaviour(Replies replies, Answers answers, MockIds ids, Catalogue catalogue, @Nullable String requiredKey) {
        this.replies = replies;
        this.answers = answers;
        this.ids = ids;
        this.catalogue = catalogue;
        this.requiredKey = requiredKey;
    }

    @Override
    public String getName() {
        return NAME;
    }

    /** Only for the stubs that ask for it; a user's stubs stay as they are. */
    @Override
    public boolean applyGlobally() {
        return false;
    }

    /** The stubs of the endpoint itself; they come back whenever somebody resets the stubs. */
    @Override
    public void loadMappingsInto(StubMappings stubs) {
        stubs.addMapping(stub(WireMock.post(WireMock.urlPathMatching("(/compatible-mode)?/v1/chat/completions"))));
        stubs.addMapping(stub(WireMock.get(WireMock.urlPathMatching("(/compatible-mode)?/v1/models"))));
    }

    private static StubMapping stub(MappingBuilder request) {
        return request.atPriority(LAST)
                .withName(NAME)
                .willReturn(WireMock.aResponse().withTransformers(NAME))
                .build();
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        try {
            checkKey(request);
            return request.getMethod().equals(RequestMethod.GET)
                    ? json(200, models())
                    : answer(WireRequest.parse(request.getBody(), catalogue));
        } catch (RefusedException e) {
            return json(e.error().status(), e.error().body(ids.completion("", 0)));
        }
    }

    private void checkKey(Request request) {
        if (requiredKey != null && !("Bearer " + requiredKey).equals(request.getHeader("Authorization"))) {
            throw new RefusedException(ProviderError.invalidKey());
        }
    }

    private ResponseDefinition answer(WireRequest request) {
        return switch (replies.match(request.question())) {
            case Match.Found found -> answer(answers.of(found.turn(), request), request);
            case Match.Missed missed -> throw new RefusedException(ProviderError.unmatched(missed.explanation()));
        };
    }

    private static ResponseDefinition answer(Answer answer, WireRequest request) {
        return request.streams()
                ? response(200, "text/event-stream;charset=UTF-8", EventStream.of(answer, request.wantsUsage()))
                : json(200, PlainAnswer.of(answer));
    }

    private ObjectNode models() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        for (CatalogueModel model : catalogue.models()) {
            list.withArray("data")
                    .addObject()
                    .put("id", model.id())
                    .put("object", "model")
                    .put("owned_by", model.provider());
        }
        return list;
    }

    private static ResponseDefinition json(int status, ObjectNode body) {
        return response(status, "application/json", body.toString());
    }

    private static ResponseDefinition response(int status, String contentType, String body) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", contentType)
                .withBody(body)
                .build();
    }
}
