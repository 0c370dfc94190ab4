package dev.wukongsim.runtime.model;

import static java.util.Objects.requireNonNullElse;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;

/** Counts tokens before a call, so that the budget can be asked first. Thread-safe. */
@FunctionalInterface
public interface TokenCounter {

    /** Tokens of a text. */
    long count(String text);

    /**
     * Tokens of a request's input: messages and tools. The default counts the parts as text and adds a generous frame
     * for each, which is never less than a chat template adds.
     */
    default long count(ChatRequest request) {
        return RequestSize.of(request, this);
    }

    /** Tokens of an answer: thinking, text and tool calls. The default counts a call by its name and arguments. */
    default long count(AiMessage answer) {
        long tokens = count(requireNonNullElse(answer.thinking(), "")) + count(requireNonNullElse(answer.text(), ""));
        for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
            tokens += count(call.name() + call.arguments());
        }
        return tokens;
    }

    /**
     * A counter that needs no vocabulary and never counts too few: byte-level tokenizers put at least one byte in each
     * token. It counts English about four times too high.
     */
    static TokenCounter bytes() {
        return text -> text.getBytes(StandardCharsets.UTF_8).length;
    }
}
