package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ThinkingSetting;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.WireNames;

/**
 * Counts what a request costs before it is sent, frame and tools included, as the request will stand on the wire. Exact
 * for the Qwen3 family and for the mocked Qwen; the usage that an endpoint reports is always the truth.
 */
public final class QwenTokenCounter implements TokenCounter {

    private final QwenTokenizer tokenizer = new QwenTokenizer();

    @Override
    public long count(String text) {
        return tokenizer.count(text);
    }

    @Override
    public long count(ChatRequest request) {
        ObjectNode body = WireChatRequest.json(request);
        if (isToldNotToThink(request)) {
            body.put("enable_thinking", false);
        }
        return tokenizer.count(ChatTemplate.render(body));
    }

    /** The template then closes the thinking before it begins, which takes tokens. */
    private static boolean isToldNotToThink(ChatRequest request) {
        return ModelParameters.thinkingOf(request) instanceof ThinkingSetting.Off
                && Catalogue.bundled()
                        .find(String.valueOf(request.modelName()))
                        .map(model -> model.thinking().canBeSwitched())
                        .orElse(true);
    }

    @Override
    public long count(AiMessage answer) {
        long tokens = count(requireNonNullElse(answer.thinking(), "")) + count(requireNonNullElse(answer.text(), ""));
        for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
            tokens += count(ChatTemplate.toolCall(WireNames.toWire(call.name()), call.arguments()));
        }
        return tokens;
    }
}
