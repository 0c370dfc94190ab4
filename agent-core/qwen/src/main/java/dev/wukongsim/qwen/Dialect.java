package dev.wukongsim.qwen;

import dev.wukongsim.runtime.model.ThinkingSetting;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** In which words an endpoint is told whether a model is to think. The protocol has none for it, so that each has its own. */
public enum Dialect {
    /** Alibaba Cloud Model Studio (Bailian), and the mocked Qwen: {@code enable_thinking} and {@code thinking_budget}. */
    DASHSCOPE,
    /** vLLM and SGLang: the chat template is told, and {@code thinking_token_budget} bounds it. */
    VLLM,
    /** Ollama: {@code reasoning_effort}, which knows no number of tokens. */
    OLLAMA,
    /** Any other server: it cannot be told. */
    PLAIN;

    /** The field, or the variable of a template, that says whether to think. */
    static final String SWITCH = "enable_thinking";

    private static final String BAILIAN = "aliyuncs.com";
    private static final int PORT_OF_OLLAMA = 11_434;

    /**
     * What an endpoint most likely understands, by its address: Bailian's hosts and Ollama's port are known; all others
     * must be told by themselves.
     */
    public static Dialect of(URI baseUrl) {
        String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        if (host.equals(BAILIAN) || host.endsWith("." + BAILIAN)) {
            return DASHSCOPE;
        }
        return baseUrl.getPort() == PORT_OF_OLLAMA ? OLLAMA : PLAIN;
    }

    /** The fields of a request that say a setting; empty if this dialect cannot say it. */
    Optional<Map<String, Object>> fields(ThinkingSetting setting) {
        return switch (this) {
            case DASHSCOPE -> Optional.of(inDashScope(setting));
            case VLLM -> Optional.of(inVllm(setting));
            case OLLAMA -> inOllama(setting);
            case PLAIN -> setting instanceof ThinkingSetting.Usual ? Optional.of(Map.of()) : Optional.empty();
        };
    }

    private static Map<String, Object> inDashScope(ThinkingSetting setting) {
        return switch (setting) {
            case ThinkingSetting.Usual usual -> Map.of();
            case ThinkingSetting.Off off -> Map.of(SWITCH, false);
            case ThinkingSetting.On on -> Map.of(SWITCH, true);
            case ThinkingSetting.Budget budget -> Map.of(SWITCH, true, "thinking_budget", budget.tokens());
        };
    }

    private static Map<String, Object> inVllm(ThinkingSetting setting) {
        String template = "chat_template_kwargs";
        return switch (setting) {
            case ThinkingSetting.Usual usual -> Map.of();
            case ThinkingSetting.Off off -> Map.of(template, Map.of(SWITCH, false));
            case ThinkingSetting.On on -> Map.of(template, Map.of(SWITCH, true));
            case ThinkingSetting.Budget budget ->
                Map.of(template, Map.of(SWITCH, true), "thinking_token_budget", budget.tokens());
        };
    }

    private static Optional<Map<String, Object>> inOllama(ThinkingSetting setting) {
        return switch (setting) {
            case ThinkingSetting.Usual usual -> Optional.of(Map.of());
            case ThinkingSetting.Off off -> Optional.of(Map.of("reasoning_effort", "none"));
            case ThinkingSetting.On on -> Optional.of(Map.of("reasoning_effort", "medium"));
            case ThinkingSetting.Budget budget -> Optional.empty();
        };
    }
}
