package dev.wukongsim.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.simulator.fault.ProviderError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTests {

    private static final String TOOLS = "'tools':[{'type':'function','function':{'name':'%s'}}]";
    private static final String ON_32B = "parameter.enable_thinking must be set to false for non-streaming calls";
    private static final String STREAM_ONLY =
            "This model only support stream mode, please enable the stream parameter to access the model.";
    private static final String BUDGET =
            "The thinking_budget parameter must be a positive integer and not greater than 32768";
    private static final String JSON_MODE = "'response_format':{'type':'json_object'}";
    private static final String ORDER =
            "messages with role \"tool\" must be a response to a preceeding message with \"tool_calls\".";

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("qwen3-32b", "'stream':false", ON_32B),
                arguments("qwq-plus", "'n':1", STREAM_ONLY),
                arguments("qwen-max", "'enable_thinking':true", "The model qwen-max does not support enable_thinking."),
                arguments("qwen-plus", "'thinking_budget':0", BUDGET),
                arguments("qwen-plus", "'thinking_budget':1.5", BUDGET),
                arguments("qwen-plus", "'thinking_budget':32769", BUDGET),
                arguments(
                        "qwen-plus",
                        "'thinking_budget':9,'reasoning_effort':'low'",
                        "thinking_budget and reasoning_effort cannot be set together."),
                arguments("qwen-plus", "'tools':[]", "[] is too short - 'tools'"),
                arguments("qwen-plus", TOOLS.formatted("search"), "Tool names are not allowed to be [search]"),
                arguments("qwen-long", TOOLS.formatted("find"), "The tool call is not supported."),
                arguments(
                        "qwen-plus",
                        TOOLS.formatted("find") + ",'tool_choice':'required'",
                        "tool_choice is one of the strings that should be [\"none\", \"auto\"]"),
                arguments("qwen-plus", "'messages':[{'role':'tool','content':'x'}]", ORDER),
                arguments(
                        "qwen-plus",
                        "'messages':[{'role':'assistant','tool_calls':[{'id':'1'}]},{'role':'user'},{'role':'tool'}]",
                        ORDER),
                arguments(
                        "qwen-plus",
                        JSON_MODE,
                        "'messages' must contain the word 'json' in some form, to use 'response_format' of type "
                                + "'json_object'."),
                arguments(
                        "qwen-plus",
                        "'enable_thinking':true," + JSON_MODE,
                        "Json mode response is not supported when enable_thinking is true"),
                arguments(
                        "qwen3.5-plus", JSON_MODE, "Json mode response is not supported when enable_thinking is true"),
                arguments("qwen-plus", "'n':5", "Range of n should be [1, 4]"),
                arguments("qwen-plus", "'n':0", "Range of n should be [1, 4]"),
                arguments("qwen-plus", "'n':2," + TOOLS.formatted("find"), "Range of n should be [1, 1]"),
                arguments("qwen-max", "'n':2", "Range of n should be [1, 1]"),
                arguments("qwen-plus", "'max_tokens':0", "Range of max_tokens should be [1, 32768]"),
                arguments("qwen-plus", "'max_tokens':32769", "Range of max_tokens should be [1, 32768]"),
                arguments(
                        "qwen-plus",
                        "'max_completion_tokens':99999",
                        "Range of max_completion_tokens should be [1, 32768]"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAsDocumented(String model, String fields, String message) {
        assertThat(RequestRules.violation(request(model, fields), model(model)))
                .get()
                .returns(400, ProviderError::status)
                .returns(message, ProviderError::message);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("qwen3-32b", "'stream':true"),
                arguments("qwen3-32b", "'enable_thinking':false"),
                arguments("qwq-plus", "'stream':true"),
                arguments(
                        "qwen3.5-plus",
                        "'enable_thinking':false,'messages':[{'role':'user','content':'JSON'}]," + JSON_MODE),
                arguments("qwen-max", "'enable_thinking':false"),
                arguments("qwen-plus", "'thinking_budget':32768"),
                arguments("qwen-plus", "'n':4,'max_tokens':32768"),
                arguments("qwen-plus", "'tool_choice':{'type':'function','function':{'name':'find'}}"),
                arguments(
                        "qwen-plus",
                        "'messages':[{'role':'assistant','tool_calls':[{'id':'1'},{'id':'2'}]},{'role':'tool'},"
                                + "{'role':'tool'}]"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsWhatIsJustWithinTheRules(String model, String fields) {
        assertThat(RequestRules.violation(request(model, fields), model(model))).isEmpty();
    }

    @Test
    void refusesAnInputThatIsTooLong() {
        CatalogueModel max = model("qwen-max");

        assertThat(RequestRules.inputViolation(30_720, max)).isEmpty();
        assertThat(RequestRules.inputViolation(30_721, max))
                .contains(ProviderError.invalidRequest("Range of input length should be [1, 30720]"));
    }

    private static CatalogueModel model(String name) {
        return Catalogue.bundled().find(name).orElseThrow();
    }

    private static ObjectNode request(String model, String fields) {
        try {
            return (ObjectNode)
                    new ObjectMapper().readTree(("{'model':'" + model + "'," + fields + "}").replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(fields, e);
        }
    }
}
