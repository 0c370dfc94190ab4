package dev.wukongsim.simulator.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.simulator.fault.ProviderError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTests {

    private static final String V4 = "text-embedding-v4";

    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final Embeddings embeddings = new Embeddings(tokenizer);

    @Test
    void givesAVectorOfUnitLengthForEachText() {
        ObjectNode request = request(V4, "悟空");
        request.putArray("input").add("悟空").add("八戒").add("悟空");

        JsonNode answer = embeddings.answer(request, "id-1");

        assertThat(answer.path("data"))
                .hasSize(3)
                .allSatisfy(item -> assertThat(length(item.path("embedding"))).isCloseTo(1, within(1e-6)));
        assertThat(answer.at("/data/0/embedding")).hasSize(1_024).isEqualTo(answer.at("/data/2/embedding"));
        assertThat(answer.at("/data/1/embedding")).isNotEqualTo(answer.at("/data/0/embedding"));
        assertThat(answer.at("/data/2/index").asInt()).isEqualTo(2);
        assertThat(answer.at("/usage/prompt_tokens").asInt())
                .isEqualTo(2 * tokenizer.count("悟空") + tokenizer.count("八戒"))
                .isEqualTo(answer.at("/usage/total_tokens").asInt());
    }

    @Test
    void givesTheSameVectorInBase64() {
        JsonNode floats = embeddings
                .answer(request(V4, "悟空").put("dimensions", 64), "id-1")
                .at("/data/0/embedding");
        JsonNode base64 = embeddings
                .answer(request(V4, "悟空").put("dimensions", 64).put("encoding_format", "base64"), "id-1")
                .at("/data/0/embedding");

        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(base64.asText())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(floats).hasSize(64);
        floats.forEach(number -> assertThat(bytes.getFloat()).isEqualTo(number.floatValue()));
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void cutsTextsThatAreTooLong() {
        JsonNode answer = embeddings.answer(request(V4, "word ".repeat(9_000)), "id-1");

        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(8_192);
    }

    @ParameterizedTest
    @CsvSource({
        "text-embedding-v4, 2048, true",
        "text-embedding-v4, 1000, false",
        "text-embedding-v3, 1024, true",
        "text-embedding-v3, 2048, false"
    })
    void hasTheDimensionsOfTheModel(String model, int dimensions, boolean has) {
        assertThat(embeddings
                        .violation(request(model, "a").put("dimensions", dimensions))
                        .isEmpty())
                .isEqualTo(has);
    }

    @Test
    void refusesWhatTheProviderRefuses() {
        ObjectNode eleven = request(V4, "a");
        eleven.putArray("input");
        for (int i = 0; i < 11; i++) {
            eleven.withArray("input").add("a");
        }
        ObjectNode ten = eleven.deepCopy();
        ten.withArray("input").remove(0);

        assertThat(code(request("qwen-plus", "a"))).isEqualTo("model_not_found");
        assertThat(code(request(V4, ""))).isEqualTo("invalid_parameter_error");
        assertThat(code(request(V4, "a").put("input", 7))).isEqualTo("invalid_parameter_error");
        assertThat(code(request(V4, "a").put("encoding_format", "hex"))).isEqualTo("invalid_parameter_error");
        assertThat(code(eleven)).isEqualTo("invalid_parameter_error");
        assertThat(code(ten)).isEmpty();
    }

    private String code(ObjectNode request) {
        return embeddings.violation(request).map(ProviderError::code).orElse("");
    }

    private static double length(JsonNode vector) {
        double sum = 0;
        for (JsonNode number : vector) {
            sum += number.asDouble() * number.asDouble();
        }
        return Math.sqrt(sum);
    }

    private static ObjectNode request(String model, String text) {
        return new ObjectMapper().createObjectNode().put("model", model).put("input", text);
    }
}
