package dev.wukongsim.qwen;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.internal.OpenAiUtils;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionRequest;
import dev.wukongsim.runtime.model.WireNames;

/** A chat request as it stands on the wire, without what only the transport needs. */
public final class WireChatRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WireChatRequest() {}

    public static ObjectNode json(ChatRequest request) {
        ChatRequest encoded = WireNames.of(request).encode(request);
        ChatCompletionRequest onTheWire = OpenAiUtils.toOpenAiChatRequest(
                        encoded, OpenAiChatRequestParameters.EMPTY.overrideWith(encoded.parameters()), false, false)
                .build();
        return JSON.valueToTree(onTheWire);
    }
}
