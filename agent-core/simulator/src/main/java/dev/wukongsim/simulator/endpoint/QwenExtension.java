package dev.wukongsim.simulator.endpoint;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Qwen behaves, as one WireMock extension: a stub for each place where a protocol is spoken, behind all others. */
public final class QwenExtension implements ResponseDefinitionTransformerV2, MappingsLoaderExtension {

    private static final String NAME = "qwen";
    /** Far behind every stub of a user's, who rarely says a priority; the default is 5. */
    private static final int LAST = 1_000_000;

    private final List<Place> places = new ArrayList<>();
    private final @Nullable String requiredKey;

    /** Where a protocol is spoken. */
    private record Place(Route route, Predicate<String> path, Protocol protocol) {

        boolean holds(HttpCall call) {
            String path = call.path();
            int query = path.indexOf('?');
            return route.method().equals(call.method()) && path().test(query < 0 ? path : path.substring(0, query));
        }

        StubMapping stub() {
            return WireMock.request(route.method(), WireMock.urlPathMatching(route.path()))
                    .atPriority(LAST)
                    .withName(NAME + " " + route.method() + " " + route.path())
                    .willReturn(WireMock.aResponse().withTransformers(NAME))
                    .build();
        }
    }

    /**
     * The behaviour of one endpoint.
     *
     * @param requiredKey the only key that is let in; null for any
     */
    public QwenExtension(List<Protocol> protocols, @Nullable String requiredKey) {
        this.requiredKey = requiredKey;
        for (Protocol protocol : protocols) {
            for (Route route : protocol.routes()) {
                places.add(new Place(route, Pattern.compile(route.path()).asMatchPredicate(), protocol));
            }
        }
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

    /**
     * The stubs of the endpoint itself; they come back whenever somebody resets the stubs. WireMock tries the newest first and
     * one by one, so the place that is asked most is added last.
     */
    @Override
    public void loadMappingsInto(StubMappings stubs) {
        places.reversed().forEach(place -> stubs.addMapping(place.stub()));
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        HttpCall call =
                new HttpCall(request.getMethod().value(), request.getUrl(), request::getHeader, request.getBody());
        Protocol protocol = places.stream()
                .filter(place -> place.holds(call))
                .map(Place::protocol)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No protocol is spoken at " + call.path()));
        return definition(reply(protocol, call));
    }

    private HttpReply reply(Protocol protocol, HttpCall call) {
        try {
            checkKey(call);
            return protocol.answer(call);
        } catch (RefusedException e) {
            return protocol.refusal(e.error(), call);
        }
    }

    private void checkKey(HttpCall call) {
        boolean allowed = requiredKey == null
                || call.header("Authorization")
                        .map(("Bearer " + requiredKey)::equals)
                        .orElse(false);
        if (!allowed) {
            throw new RefusedException(KnownError.INVALID_KEY.error());
        }
    }

    private static ResponseDefinition definition(HttpReply reply) {
        ResponseDefinitionBuilder builder = ResponseDefinitionBuilder.responseDefinition();
        switch (reply) {
            case HttpReply.Whole whole ->
                builder.withStatus(whole.status()).withHeader("Content-Type", whole.contentType());
            case HttpReply.Events events ->
                builder.withStatus(200).withHeader("Content-Type", "text/event-stream;charset=UTF-8");
        }
        reply.fault().flatMap(DeliveryHeader::of).ifPresent(value -> builder.withHeader(DeliveryHeader.NAME, value));
        return builder.withBody(Bytes.of(reply)).build();
    }
}
