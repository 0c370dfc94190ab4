package dev.wukongsim.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.simulator.fault.ProviderError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFormatTests {

    private static final String OBJECT = "{'response_format':{'type':'json_object'}}";
    private static final String SCHEMA =
            "{'response_format':{'type':'json_schema','json_schema':{'name':'sum','schema':"
                    + "{'type':'object','required':['sum'],'properties':{'sum':{'type':'integer'}}}}}}";

    @ParameterizedTest
    @ValueSource(strings = {"forty-two", "[42]", "{\"sum\":42", "{} {}", ""})
    void refusesWhatIsNoObjectInJsonMode(String text) {
        assertThat(AnswerFormat.violation(request(OBJECT), text))
                .get()
                .returns("mock_wrong_format", ProviderError::code)
                .extracting(ProviderError::message)
                .isEqualTo("The request wants a JSON object, and the replies say: " + text + ". Change the replies");
    }

    @Test
    void acceptsAnyObjectInJsonMode() {
        assertThat(AnswerFormat.violation(request(OBJECT), "{\"any\": 1}")).isEmpty();
    }

    @Test
    void holdsTheAnswerAgainstTheSchema() {
        assertThat(AnswerFormat.violation(request(SCHEMA), "{\"sum\": 42}")).isEmpty();
        assertThat(AnswerFormat.violation(request(SCHEMA), "{\"sum\": \"42\"}"))
                .get()
                .extracting(ProviderError::message)
                .asString()
                .startsWith("The reply does not satisfy the schema of the request: /sum: string found");
        assertThat(AnswerFormat.violation(request(SCHEMA), "42?")).isPresent();
    }

    @Test
    void refusesARequestWithoutASchema() {
        assertThat(AnswerFormat.violation(request("{'response_format':{'type':'json_schema'}}"), "{}"))
                .get()
                .returns("invalid_parameter_error", ProviderError::code);
    }

    @Test
    void leavesTextAlone() {
        assertThat(AnswerFormat.violation(request("{}"), "forty-two")).isEmpty();
    }

    private static JsonNode request(String json) {
        try {
            return new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
