package dev.wukongsim.simulator.endpoint;

import com.github.tomakehurst.wiremock.http.Cookie;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.ImmutableRequest;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A request as WireMock wants to see it. Cookies are left out: no model endpoint has any. */
final class FrontRequest extends ImmutableRequest {

    private FrontRequest(FullHttpRequest request, InetSocketAddress here, InetSocketAddress client) {
        super(
                "http://127.0.0.1:" + here.getPort() + target(request.uri()),
                RequestMethod.fromString(request.method().name()),
                request.protocolVersion().text(),
                client.getAddress().getHostAddress(),
                headers(request),
                ByteBufUtil.getBytes(request.content()),
                false,
                false);
    }

    static FrontRequest of(FullHttpRequest request, Channel channel) {
        return new FrontRequest(
                request, (InetSocketAddress) channel.localAddress(), (InetSocketAddress) channel.remoteAddress());
    }

    @Override
    public Map<String, Cookie> getCookies() {
        return Map.of();
    }

    private static HttpHeaders headers(FullHttpRequest request) {
        List<HttpHeader> headers = request.headers().names().stream()
                .map(name -> new HttpHeader(name, request.headers().getAll(name)))
                .toList();
        return new HttpHeaders(headers);
    }

    /** Of a target with a host, as proxies are sent, the path and query. */
    private static String target(String uri) {
        if (uri.startsWith("/")) {
            return uri;
        }
        try {
            URI whole = URI.create(uri);
            String path = whole.getRawPath() == null || whole.getRawPath().isEmpty() ? "/" : whole.getRawPath();
            return whole.getRawQuery() == null ? path : path + "?" + whole.getRawQuery();
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }
}
