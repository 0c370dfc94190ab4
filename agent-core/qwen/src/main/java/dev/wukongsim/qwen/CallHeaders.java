package dev.wukongsim.qwen;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.model.CallOrigin;
import dev.wukongsim.runtime.model.ModelParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Headers of the call that the current thread makes. LangChain4j asks for headers without saying for which request, but it
 * asks on the thread of the caller. Thread-safe.
 */
final class CallHeaders implements Supplier<Map<String, String>> {

    private static final String WAIT = "X-DashScope-Wait-Timeout";

    private final Endpoint endpoint;
    private final ThreadLocal<Map<String, String>> current = ThreadLocal.withInitial(Map::of);

    CallHeaders(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Map<String, String> get() {
        return current.get();
    }

    /** Make a call with the headers of a request. */
    void during(ChatRequest request, Runnable call) {
        current.set(of(request));
        try {
            call.run();
        } finally {
            current.remove();
        }
    }

    private Map<String, String> of(ChatRequest request) {
        Map<String, String> headers = new HashMap<>();
        endpoint.queue().ifPresent(wait -> headers.put(WAIT, String.valueOf(wait.toSeconds())));
        if (endpoint.tellsOrigin()) {
            ModelParameters.originOf(request).ifPresent(origin -> put(headers, origin));
        }
        return headers;
    }

    private static void put(Map<String, String> headers, CallOrigin origin) {
        headers.put("X-Wukong-Agent", encoded(origin.agent()));
        headers.put("X-Wukong-Task", encoded(origin.task()));
        headers.put("X-Wukong-Step", String.valueOf(origin.step()));
    }

    /** A header takes printable ASCII only; a name with anything else, or with what encoded names have, is encoded as in a form. */
    private static String encoded(String name) {
        boolean fits = name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '%' && c != '+');
        return fits ? name : URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
