package dev.wukongsim.simulator.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.simulator.fault.ProviderError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Text embeddings in the OpenAI-compatible form. Vectors are made of the text's hash: equal texts have equal vectors, and
 * near meanings do not have near ones. Usage is counted by the chat models' tokenizer.
 */
final class Embeddings {

    private static final int MOST_TEXTS = 10;
    private static final int MOST_TOKENS = 8_192;
    private static final int DIMENSIONS = 1_024;
    private static final Map<String, Set<Integer>> MODELS = Map.of(
            "text-embedding-v4", Set.of(2_048, 1_536, 1_024, 768, 512, 256, 128, 64),
            "text-embedding-v3", Set.of(1_024, 768, 512, 256, 128, 64));

    private final QwenTokenizer tokenizer;

    Embeddings(QwenTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** What the provider refuses a request for; empty if for nothing. */
    Optional<ProviderError> violation(JsonNode request) {
        String model = request.path("model").asText("");
        if (!MODELS.containsKey(model)) {
            return Optional.of(ProviderError.modelNotFound(model));
        }
        JsonNode input = request.path("input");
        List<String> texts = texts(input);
        if (texts.isEmpty()) {
            return invalid("'input' must be a string or a list of strings that are not empty.");
        }
        if (texts.size() > MOST_TEXTS) {
            return invalid("batch size is invalid, it should not be larger than " + MOST_TEXTS + ".: input.contents");
        }
        if (!MODELS.get(model).contains(dimensions(request))) {
            return invalid("The dimensions of model " + model + " must be one of "
                    + MODELS.get(model).stream().sorted().toList());
        }
        boolean known = Set.of("float", "base64").contains(format(request));
        return known ? Optional.empty() : invalid("encoding_format must be float or base64.");
    }

    /** The answer to a request that has no {@link #violation}. */
    ObjectNode answer(JsonNode request, String id) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        int tokens = 0;
        int index = 0;
        for (String text : texts(request.path("input"))) {
            ObjectNode item = answer.withArray("data").addObject();
            put(item, Vectors.of(text, dimensions(request)), format(request));
            item.put("index", index++).put("object", "embedding");
            tokens += Math.min(MOST_TOKENS, tokenizer.count(text));
        }
        answer.put("model", request.path("model").asText()).put("object", "list");
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer.put("id", id);
    }

    private static void put(ObjectNode item, float[] vector, String format) {
        if (format.equals("base64")) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
            return;
        }
        for (float number : vector) {
            item.withArray("embedding").add(number);
        }
    }

    /** The texts to embed; none if the input is not a text or a list of texts, or one of them is empty. */
    private static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        if (input.isTextual()) {
            texts.add(input.asText());
        }
        for (JsonNode item : input) {
            texts.add(item.isTextual() ? item.asText() : "");
        }
        return texts.contains("") ? List.of() : texts;
    }

    private static int dimensions(JsonNode request) {
        return request.path("dimensions").asInt(DIMENSIONS);
    }

    private static String format(JsonNode request) {
        return request.path("encoding_format").asText("float");
    }

    private static Optional<ProviderError> invalid(String message) {
        return Optional.of(ProviderError.invalidRequest(message));
    }
}
