package dev.wukongsim.testkit.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** JSON among the texts of models and tools. */
public final class JsonText {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private static final ObjectWriter PRETTY = JSON.writer(
            new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                    .withObjectIndenter(INDENTER)
                    .withArrayIndenter(INDENTER));

    private JsonText() {}

    /** A text on many lines if it is a JSON object or array, and as it is if not; numbers keep their digits. */
    public static String pretty(String text) {
        return read(text).map(JsonText::pretty).orElse(text);
    }

    /** A value for people to read: a text between quotation marks as it is, the rest as JSON on as many lines as it takes. */
    static String value(JsonNode value) {
        return value.isTextual() ? '"' + value.asText() + '"' : pretty(value.toString());
    }

    /** The object or array that a text is; empty if it is none. */
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String pretty(JsonNode container) {
        try {
            return PRETTY.writeValueAsString(container);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was read can be written", e);
        }
    }
}
