package dev.wukongsim.simulator.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.ChatTemplate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Brings a request into its canonical form. */
final class Canonical {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LEFT_OUT = Set.of(
            "model",
            "messages",
            "tools",
            "stream",
            "stream_options",
            "user",
            "metadata",
            "headers",
            "store",
            "max_tokens",
            "max_completion_tokens");
    private static final Pattern UUID =
            Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");

    private final JsonNode body;
    private final Map<String, String> calls = new HashMap<>();
    private final Map<String, String> uuids = new HashMap<>();

    Canonical(JsonNode body) {
        this.body = body;
    }

    ObjectNode request() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("model", body.path("model").asText(""));
        ArrayNode messages = request.putArray("messages");
        body.path("messages").forEach(message -> messages.add(message(message)));
        ArrayNode tools = request.putArray("tools");
        body.path("tools")
                .forEach(tool -> tools.add(tool.path("function").path("name").asText("")));
        if (!tools.isEmpty()) {
            request.put("toolsHash", hash(body.path("tools")));
        }
        request.set("settings", settings());
        return request;
    }

    static String hash(JsonNode json) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(write(json).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256", e);
        }
    }

    private ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        body.properties().stream()
                .filter(field -> !LEFT_OUT.contains(field.getKey()))
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> settings.set(field.getKey(), field.getValue()));
        return settings;
    }

    private ObjectNode message(JsonNode message) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put("role", message.path("role").asText(""));
        String content = text(ChatTemplate.content(message));
        if (!content.isEmpty()) {
            kept.put("content", content);
        }
        for (JsonNode call : message.path("tool_calls")) {
            kept.withArray("calls")
                    .addObject()
                    .put("id", callId(call.path("id").asText("")))
                    .put("tool", call.path("function").path("name").asText(""))
                    .put(
                            "arguments",
                            text(arguments(
                                    call.path("function").path("arguments").asText(""))));
        }
        if (message.has("tool_call_id")) {
            kept.put("answers", callId(message.path("tool_call_id").asText("")));
        }
        return kept;
    }

    private String callId(String id) {
        return calls.computeIfAbsent(id, key -> "call-" + (calls.size() + 1));
    }

    /** Line ends and letters as everywhere, and ids in the order in which they appear. */
    private String text(String text) {
        String plain = Normalizer.normalize(text.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFC);
        return UUID.matcher(plain)
                .replaceAll(found -> uuids.computeIfAbsent(found.group(), key -> "⟦uuid-" + (uuids.size() + 1) + "⟧"));
    }

    private static String arguments(String arguments) {
        try {
            return write(JSON.readTree(arguments));
        } catch (JsonProcessingException e) {
            return arguments;
        }
    }

    private static String write(JsonNode json) {
        try {
            return JSON.writeValueAsString(sorted(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written", e);
        }
    }

    private static JsonNode sorted(JsonNode json) {
        if (json.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            fields.forEach(sorted::set);
            return sorted;
        }
        if (json.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> elements.add(sorted(element)));
            return elements;
        }
        return json;
    }
}
