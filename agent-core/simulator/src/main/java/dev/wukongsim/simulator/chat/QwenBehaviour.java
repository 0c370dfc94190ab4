package dev.wukongsim.simulator.chat;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.simulator.cache.CacheUse;
import dev.wukongsim.simulator.cache.ContextCache;
import dev.wukongsim.simulator.cache.Prompt;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.limit.Admission;
import dev.wukongsim.simulator.limit.RateLimiter;
import dev.wukongsim.simulator.reply.Answer;
import dev.wukongsim.simulator.reply.Answers;
import dev.wukongsim.simulator.reply.Match;
import dev.wukongsim.simulator.reply.MockIds;
import dev.wukongsim.simulator.reply.Question;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.ToolNotOfferedException;
import dev.wukongsim.simulator.reply.Turn;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How Qwen behaves, as one WireMock extension: every chat request is answered from the replies, and texts are embedded by
 * their hash.
 */
public final class QwenBehaviour implements ResponseDefinitionTransformerV2, MappingsLoaderExtension {

    private static final String NAME = "qwen";
    private static final String EMBEDDINGS = "(/compatible-mode)?/v1/embeddings";
    /** Far behind every stub of a user's, who rarely says a priority; the default is 5. */
    private static final int LAST = 1_000_000;

    private final Replies replies;
    private final Answers answers;
    private final MockIds ids;
    private final Catalogue catalogue;
    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final Embeddings embeddings = new Embeddings(tokenizer);
    private final RateLimiter limiter;
    private final ContextCache cache;
    private final InstantSource clock;
    private final @Nullable String requiredKey;

    /**
     * The behaviour of one endpoint.
     *
     * @param limiter lets requests in
     * @param cache of contexts
     * @param clock by which windows pass and cached contexts are forgotten
     * @param requiredKey the only key that is let in; null for any
     */
    public QwenBehaviour(
            Replies replies,
            Answers answers,
            MockIds ids,
            Catalogue catalogue,
            RateLimiter limiter,
            ContextCache cache,
            InstantSource clock,
            @Nullable String requiredKey) {
        this.replies = replies;
        this.answers = answers;
        this.ids = ids;
        this.catalogue = catalogue;
        this.limiter = limiter;
        this.cache = cache;
        this.clock = clock;
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
        stubs.addMapping(stub(WireMock.post(WireMock.urlPathMatching(EMBEDDINGS))));
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
            return answer(request);
        } catch (RefusedException e) {
            return json(e.error().status(), e.error().body(ids.completion("", 0)));
        }
    }

    private void checkKey(Request request) {
        if (requiredKey != null && !("Bearer " + requiredKey).equals(request.getHeader("Authorization"))) {
            throw new RefusedException(KnownError.INVALID_KEY.error());
        }
    }

    private ResponseDefinition answer(Request request) {
        if (request.getMethod().equals(RequestMethod.GET)) {
            return json(200, models());
        }
        return request.getUrl().matches(EMBEDDINGS)
                ? embed(WireRequest.json(request.getBody()))
                : chat(request.getBody());
    }

    private ResponseDefinition chat(byte[] body) {
        WireRequest request = WireRequest.parse(body, catalogue);
        if (body.length > request.model().maxInput()) {
            // A token is at least a byte long, so that only a long body has to be counted.
            int tokens = tokenizer.count(ChatTemplate.render(request.body()));
            RefusedException.throwIfPresent(RequestRules.inputViolation(tokens, request.model()));
        }
        RefusedException.throwIfPresent(limit(limiter.admit(request.model(), clock.instant())));
        return answer(request);
    }

    private static Optional<ProviderError> limit(Admission admission) {
        return switch (admission) {
            case Admission.Admitted admitted -> Optional.empty();
            case Admission.TooManyRequests refused -> Optional.of(KnownError.REQUESTS_RATE.error());
            case Admission.TooManyTokens refused -> Optional.of(KnownError.TOKENS_RATE.error());
            case Admission.TooFast refused -> Optional.of(KnownError.BURST.error());
        };
    }

    private ResponseDefinition embed(JsonNode request) {
        RefusedException.throwIfPresent(embeddings.violation(request));
        return json(
                200,
                embeddings.answer(request, ids.completion(request.path("input").toString(), 0)));
    }

    private ResponseDefinition answer(WireRequest request) {
        return switch (replies.match(Question.of(request.body()))) {
            case Match.Found found -> answer(found.turn(), request);
            case Match.Missed missed ->
                throw new RefusedException(ProviderError.ofMock(400, "mock_unmatched", missed.explanation()));
        };
    }

    private ResponseDefinition answer(Turn turn, WireRequest request) {
        if (turn.call().isEmpty()) {
            RefusedException.throwIfPresent(AnswerFormat.violation(request.body(), requireNonNullElse(turn.say(), "")));
        }
        try {
            Answer answer = cached(answers.of(turn, request.body(), request.maxOutput()), request);
            Answer.Tokens tokens = answer.tokens();
            limiter.use(request.model(), tokens.input(), tokens.output(), clock.instant());
            return answer(answer, request);
        } catch (ToolNotOfferedException e) {
            throw new RefusedException(
                    ProviderError.ofMock(400, "mock_tool_not_offered", String.valueOf(e.getMessage())));
        }
    }

    /** The answer with what its request found in the cache, which then keeps the request. */
    private Answer cached(Answer answer, WireRequest request) {
        boolean marked = Prompt.isMarked(request.body());
        boolean caches = marked
                ? request.model().cachesExplicitly()
                : cache.isImplicit() && request.model().cachesImplicitly();
        if (!caches) {
            return answer;
        }
        Prompt prompt = Prompt.of(request.body(), tokenizer);
        CacheUse use = cache.look(answer.model(), prompt, clock.instant());
        cache.keep(answer.model(), prompt, clock.instant());
        return answer.cached(use.hit(), use.written());
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
