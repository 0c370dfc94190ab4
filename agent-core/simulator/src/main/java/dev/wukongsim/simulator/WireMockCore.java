package dev.wukongsim.simulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.direct.DirectCallHttpServerFactory;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.client.ApacheHttpClientFactory;
import com.github.tomakehurst.wiremock.http.client.LazyHttpClient;
import dev.wukongsim.simulator.chat.QwenBehaviour;

/** WireMock without a server of its own: stubs, templates, journal and admin API, called directly. */
final class WireMockCore {

    private static final String ADMIN = "/__admin";
    private static final int JOURNAL_ENTRIES = 1_000;
    private static final String NO_FILES = "dev/wukongsim/simulator/none";
    private static final long LONGEST_ANSWER_MILLIS = 3_600_000;

    private final DirectCallHttpServerFactory direct = new DirectCallHttpServerFactory();
    private final WireMockServer server;

    WireMockCore(QwenBehaviour behaviour) {
        server = new WireMockServer(WireMockConfiguration.options()
                .httpServerFactory(direct)
                // Proxying is rare, and its client takes a third of the start.
                .httpClientFactory((options, trustAll, hosts, system) -> new LazyHttpClient(
                        () -> new ApacheHttpClientFactory().buildHttpClient(options, trustAll, hosts, system)))
                .disableOptimizeXmlFactoriesLoading(true)
                .extensionScanningEnabled(false)
                .extensions(behaviour)
                .usingFilesUnderClasspath(NO_FILES)
                .maxRequestJournalEntries(JOURNAL_ENTRIES)
                .stubRequestLoggingDisabled(true)
                // Direct calls take their time limit from here.
                .jettyStopTimeout(LONGEST_ANSWER_MILLIS)
                .notifier(new DebugNotifier()));
    }

    WireMockServer server() {
        return server;
    }

    Response answer(Request request) {
        return request.getUrl().startsWith(ADMIN)
                ? direct.getHttpServer().adminRequest(request)
                : direct.getHttpServer().stubRequest(request);
    }
}
