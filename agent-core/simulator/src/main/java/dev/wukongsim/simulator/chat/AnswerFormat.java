package dev.wukongsim.simulator.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.wukongsim.simulator.fault.ProviderError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The form that a request wants its answer in. A model would keep to it; a script that does not is refused, loudly, rather
 * than sent on.
 */
final class AnswerFormat {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private AnswerFormat() {}

    /**
     * What keeps a text from being the answer; empty if nothing does.
     *
     * @param text whole, not cut by the request's limit
     */
    static Optional<ProviderError> violation(JsonNode request, String text) {
        JsonNode format = request.path("response_format");
        return switch (format.path("type").asText("text")) {
            case "json_object" -> notAnObject(text);
            case "json_schema" -> notOfSchema(format.at("/json_schema/schema"), text);
            default -> Optional.empty();
        };
    }

    private static Optional<ProviderError> notAnObject(String text) {
        return parse(text).isObject()
                ? Optional.empty()
                : error("The request wants a JSON object, and the replies say: " + text);
    }

    private static Optional<ProviderError> notOfSchema(JsonNode schema, String text) {
        if (!schema.isObject()) {
            return Optional.of(
                    ProviderError.invalidRequest("'response_format.json_schema.schema' must be a JSON schema."));
        }
        JsonNode answer = parse(text);
        if (answer.isMissingNode()) {
            return error("The request wants JSON, and the replies say: " + text);
        }
        try {
            List<Error> errors = SCHEMAS.getSchema(schema).validate(answer);
            return errors.isEmpty()
                    ? Optional.empty()
                    : error("The reply does not satisfy the schema of the request: "
                            + errors.stream().map(Error::toString).collect(Collectors.joining("; ")));
        } catch (SchemaException e) {
            return Optional.of(ProviderError.invalidRequest(
                    "'response_format.json_schema.schema' is not a JSON schema: " + e.getMessage()));
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static Optional<ProviderError> error(String explanation) {
        return Optional.of(ProviderError.ofMock(400, "mock_wrong_format", explanation + ". Change the replies"));
    }
}
