package dev.wukongsim.simulator.endpoint;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.ClasspathFileSource;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.direct.DirectCallHttpServerFactory;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.client.ApacheHttpClientFactory;
import com.github.tomakehurst.wiremock.http.client.LazyHttpClient;
import com.github.tomakehurst.wiremock.store.DefaultStores;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;

/** WireMock without a server of its own: stubs, templates, journal and admin API, called directly. */
public final class WireMockCore {

    private static final String ADMIN = "/__admin";
    private static final int JOURNAL_ENTRIES = 1_000;
    private static final String NO_FILES = "dev/wukongsim/simulator/none";
    private static final long LONGEST_ANSWER_MILLIS = 3_600_000;

    /** WireMock's stores, with a journal that keeps the latest requests. */
    private static final class Memory extends DefaultStores {

        private final RequestJournalStore journal = new RecentRequests(JOURNAL_ENTRIES);

        Memory() {
            super(new ClasspathFileSource(NO_FILES));
        }

        @Override
        public RequestJournalStore getRequestJournalStore() {
            return journal;
        }
    }

    private final DirectCallHttpServerFactory direct = new DirectCallHttpServerFactory();
    private final WireMockServer server;

    /** WireMock with Qwen behind its stubs. */
    public WireMockCore(QwenExtension behaviour) {
        server = new WireMockServer(WireMockConfiguration.options()
                .httpServerFactory(direct)
                // Proxying is rare, and its client takes a third of the start.
                .httpClientFactory((options, trustAll, hosts, system) -> new LazyHttpClient(
                        () -> new ApacheHttpClientFactory().buildHttpClient(options, trustAll, hosts, system)))
                .disableOptimizeXmlFactoriesLoading(true)
                .extensionScanningEnabled(false)
                .extensions(behaviour)
                .usingFilesUnderClasspath(NO_FILES)
                .withStores(new Memory())
                .stubRequestLoggingDisabled(true)
                // Direct calls take their time limit from here.
                .jettyStopTimeout(LONGEST_ANSWER_MILLIS)
                .notifier(new DebugNotifier()));
    }

    public WireMockServer server() {
        return server;
    }

    Response answer(Request request) {
        return request.getUrl().startsWith(ADMIN)
                ? direct.getHttpServer().adminRequest(request)
                : direct.getHttpServer().stubRequest(request);
    }
}
