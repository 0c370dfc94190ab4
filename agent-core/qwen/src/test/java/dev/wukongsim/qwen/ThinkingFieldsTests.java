package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThinkingFieldsTests {

    private static final ThinkingSetting USUAL = new ThinkingSetting.Usual();
    private static final ThinkingSetting OFF = new ThinkingSetting.Off();
    private static final ThinkingSetting ON = new ThinkingSetting.On();
    private static final ThinkingSetting BUDGET = new ThinkingSetting.Budget(200);

    private static final String NEVER_THINKS = "qwen-max";
    private static final String THINKS_IF_ASKED = "qwen-plus";
    private static final String THINKS = "qwen3.6-plus";
    private static final String THINKS_IN_STREAMS = "qwen3-32b";
    private static final String ALWAYS_THINKS = "kimi-k2-thinking";
    private static final String ALWAYS_THINKS_IN_STREAMS = "qwq-plus";
    private static final String UNKNOWN = "unheard-of";

    static Stream<Arguments> streamed() {
        Map<String, Object> nothing = Map.of();
        Map<String, Object> off = Map.of("enable_thinking", false);
        Map<String, Object> on = Map.of("enable_thinking", true);
        Map<String, Object> budget = Map.of("enable_thinking", true, "thinking_budget", 200);
        return Stream.of(
                arguments(NEVER_THINKS, USUAL, nothing),
                arguments(NEVER_THINKS, OFF, nothing),
                arguments(THINKS_IF_ASKED, USUAL, nothing),
                arguments(THINKS_IF_ASKED, OFF, off),
                arguments(THINKS_IF_ASKED, ON, on),
                arguments(THINKS_IF_ASKED, BUDGET, budget),
                arguments(THINKS, USUAL, nothing),
                arguments(THINKS, OFF, off),
                arguments(THINKS, BUDGET, budget),
                arguments(ALWAYS_THINKS, ON, nothing),
                arguments(ALWAYS_THINKS, OFF, nothing),
                arguments(ALWAYS_THINKS, BUDGET, Map.of("thinking_budget", 200)),
                arguments(UNKNOWN, OFF, off),
                arguments(UNKNOWN, BUDGET, budget));
    }

    @ParameterizedTest
    @MethodSource("streamed")
    void saysOnlyWhatAModelCanBeTold(String model, ThinkingSetting wanted, Map<String, Object> fields) {
        assertThat(fields(Dialect.DASHSCOPE, true, model, wanted)).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("asksForThinking")
    void refusesThinkingOfAModelThatCannot(ThinkingSetting wanted) {
        assertThatThrownBy(() -> fields(Dialect.DASHSCOPE, true, NEVER_THINKS, wanted))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessage("Model 'qwen-max' cannot think; leave 'thinking' out, or choose a model that can");
    }

    static Stream<ThinkingSetting> asksForThinking() {
        return Stream.of(ON, BUDGET);
    }

    @Test
    void refusesABudgetThatIsLargerThanAnyAnswer() {
        assertThatThrownBy(() -> fields(Dialect.DASHSCOPE, true, THINKS_IF_ASKED, new ThinkingSetting.Budget(32_769)))
                .hasMessageContaining("writes at most 32,768 tokens, and the budget for thinking is 32,769");
    }

    @Test
    void switchesThinkingOffForAPlainAnswerThatCouldNotHaveIt() {
        Map<String, Object> off = Map.of("enable_thinking", false);

        assertThat(fields(Dialect.DASHSCOPE, false, THINKS_IN_STREAMS, USUAL)).isEqualTo(off);
        assertThat(fields(Dialect.DASHSCOPE, false, THINKS_IN_STREAMS, OFF)).isEqualTo(off);
        assertThat(fields(Dialect.DASHSCOPE, false, THINKS, USUAL)).isEmpty();
        assertThat(fields(Dialect.VLLM, false, THINKS_IN_STREAMS, USUAL)).isEmpty();
    }

    @Test
    void refusesAPlainAnswerOfAModelThatMustThinkInAStream() {
        assertThatThrownBy(() -> fields(Dialect.DASHSCOPE, false, ALWAYS_THINKS_IN_STREAMS, USUAL))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'qwq-plus' thinks in streamed answers only");
        assertThatThrownBy(() -> fields(Dialect.DASHSCOPE, false, THINKS_IN_STREAMS, ON))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void speaksTheLanguageOfOtherServers() {
        assertThat(fields(Dialect.VLLM, true, UNKNOWN, OFF))
                .isEqualTo(Map.of("chat_template_kwargs", Map.of("enable_thinking", false)));
        assertThat(fields(Dialect.VLLM, true, UNKNOWN, BUDGET))
                .isEqualTo(
                        Map.of("chat_template_kwargs", Map.of("enable_thinking", true), "thinking_token_budget", 200));
        assertThat(fields(Dialect.OLLAMA, true, UNKNOWN, OFF)).isEqualTo(Map.of("reasoning_effort", "none"));
        assertThat(fields(Dialect.OLLAMA, true, UNKNOWN, ON)).isEqualTo(Map.of("reasoning_effort", "medium"));
        assertThat(fields(Dialect.PLAIN, true, UNKNOWN, USUAL)).isEmpty();
    }

    @Test
    void refusesWhatAnEndpointCannotBeTold() {
        assertThatThrownBy(() -> fields(Dialect.PLAIN, true, UNKNOWN, OFF))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Model 'unheard-of' cannot be told about thinking in the dialect 'PLAIN'")
                .hasMessageContaining("WUKONG_DIALECT");
        assertThatThrownBy(() -> fields(Dialect.OLLAMA, true, UNKNOWN, BUDGET)).isInstanceOf(ModelException.class);
    }

    private static Map<String, Object> fields(Dialect dialect, boolean streams, String model, ThinkingSetting wanted) {
        return new ThinkingFields(dialect, streams)
                .of(model, Catalogue.bundled().find(model), wanted);
    }
}
