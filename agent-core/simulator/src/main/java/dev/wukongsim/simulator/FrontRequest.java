package dev.wukongsim.simulator;

import com.github.tomakehurst.wiremock.http.Cookie;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.ImmutableRequest;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A request as WireMock wants to see it. Cookies are left out: no model endpoint has any. */
final class FrontRequest extends ImmutableRequest {

    private FrontRequest(HttpExchange exchange, HttpHeaders headers, byte[] body) {
        super(
                "http://127.0.0.1:" + exchange.getLocalAddress().getPort() + target(exchange.getRequestURI()),
                RequestMethod.fromString(exchange.getRequestMethod()),
                exchange.getProtocol(),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                headers,
                body,
                false,
                false);
    }

    static FrontRequest of(HttpExchange exchange, byte[] body) {
        List<HttpHeader> headers = exchange.getRequestHeaders().entrySet().stream()
                .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                .toList();
        return new FrontRequest(exchange, new HttpHeaders(headers), body);
    }

    @Override
    public Map<String, Cookie> getCookies() {
        return Map.of();
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null || !uri.getRawPath().startsWith("/") ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
