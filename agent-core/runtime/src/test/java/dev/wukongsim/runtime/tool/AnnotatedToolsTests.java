package dev.wukongsim.runtime.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotatedToolsTests {

    private final ToolRegistry tools = ToolRegistry.of(AnnotatedTools.of(new Desk()));

    @Test
    void takesTheContractFromTheAnnotationAndTheRestFromTheStrictest() {
        ToolContract contract = tools.find("desk.add").orElseThrow().contract();

        assertThat(contract)
                .isEqualTo(new ToolContract(
                        ToolContract.Effect.READ,
                        ToolContract.Risk.HIGH,
                        ToolContract.Confirmation.NOT_REQUIRED,
                        ToolContract.Idempotency.NONE));
        assertThat(tools.find("desk.who").orElseThrow().contract()).isEqualTo(ToolContract.strictest());
    }

    @Test
    void convertsArgumentsAndResults() {
        assertThat(call("desk.add", "{\"numbers\":[1,2,3]}")).isEqualTo(new ToolResult.Success("6"));
        assertThat(call("desk.colour", "{\"colour\":\"RED\"}")).isEqualTo(new ToolResult.Success("\"RED\""));
        assertThat(call("desk.pair", "{}")).isEqualTo(new ToolResult.Success("{\"left\":\"a\",\"right\":null}"));
    }

    @Test
    void tellsTheToolOnWhoseBehalfItIsCalled() {
        assertThat(call("desk.who", "{}")).isEqualTo(new ToolResult.Success("li.na"));
    }

    @Test
    void checksArgumentsBeforeTheToolSeesThem() {
        assertThat(call("desk.add", "{\"numbers\":\"many\"}").outcome()).isEqualTo("retry");
        assertThat(call("desk.add", "{}").content()).contains("numbers");
        assertThat(call("desk.add", "{\"numbers\":[1],\"colour\":\"red\"}").content())
                .contains("colour");
        assertThat(call("desk.colour", "{\"colour\":\"loud\"}").outcome()).isEqualTo("retry");
    }

    @Test
    void refusesUnknownFieldsOfNestedObjectsToo() {
        assertThat(call("desk.swap", "{\"pair\":{\"left\":\"a\",\"right\":\"b\",\"middle\":\"c\"}}"))
                .isInstanceOf(ToolResult.Retry.class)
                .extracting(ToolResult::content)
                .asString()
                .contains("middle");
    }

    @Test
    void takesAnOptionalArgumentThatIsNullAsNotGiven() {
        assertThat(call("desk.greet", "{\"name\":null}")).isEqualTo(new ToolResult.Success("hello"));
    }

    @Test
    void tellsMistakesOfTheModelFromFailures() {
        assertThat(call("desk.refuse", "{\"mistake\":true}")).isEqualTo(new ToolResult.Retry("say please"));
        assertThat(call("desk.refuse", "{\"mistake\":false}")).isEqualTo(new ToolResult.Failure("the desk is broken"));
    }

    @Test
    void namesKnownToolsWhenAskedForAnUnknownOne() {
        assertThat(call("desk.ad", "{}"))
                .isEqualTo(
                        new ToolResult.Retry(
                                "Tool 'desk.ad' not found; known tools: desk.add, desk.colour, desk.greet, desk.pair, desk.refuse, desk.swap, desk.who"));
    }

    @Test
    void selectsByNameAndPrefix() {
        assertThat(tools.select(List.of("desk.*")).tools()).hasSize(7);
        assertThat(tools.select(List.of("desk.who", "desk.add")).tools())
                .extracting(dev.wukongsim.runtime.tool.Tool::name)
                .containsExactly("desk.add", "desk.who");
        assertThatThrownBy(() -> tools.select(List.of("chair.*"))).isInstanceOf(UnknownToolException.class);
    }

    @Test
    void refusesAnObjectWithoutTools() {
        assertThatThrownBy(() -> AnnotatedTools.of("text")).hasMessageContaining("has no @Tool method");
    }

    @Test
    void refusesAToolThatIsRegisteredTwice() {
        assertThatThrownBy(() -> tools.plus(tools)).hasMessageContaining("is registered twice");
    }

    private ToolResult call(String name, String arguments) {
        try {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(arguments);
            return tools.call(new ToolCall("c1", name, json, new Caller("t-1", "clerk", "li.na"), "t-1:1:c1"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(arguments, e);
        }
    }

    enum Colour {
        RED,
        BLUE
    }

    record Pair(String left, String right) {}

    static final class Desk {

        @Tool(name = "desk.add", metadata = "{\"effect\":\"read\",\"confirmation\":\"not_required\"}")
        int add(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).sum();
        }

        @Tool(name = "desk.colour")
        Colour colour(@P(name = "colour", value = "which one") Colour chosen) {
            return chosen;
        }

        @Tool(name = "desk.pair")
        Pair pair() {
            return new Pair("a", null);
        }

        @Tool(name = "desk.who")
        String who(InvocationParameters parameters) {
            ToolCall call = parameters.get(AnnotatedTools.CALL);
            return call.caller().employee();
        }

        @Tool(name = "desk.swap")
        Pair swap(Pair pair) {
            return new Pair(pair.right(), pair.left());
        }

        @Tool(name = "desk.greet")
        String greet(@P(value = "whom", required = false) String name) {
            return name == null ? "hello" : "hello " + name;
        }

        @Tool(name = "desk.refuse")
        void refuse(boolean mistake) {
            if (mistake) {
                throw new ToolArgumentsException("say please");
            }
            throw new IllegalStateException("the desk is broken");
        }
    }
}
