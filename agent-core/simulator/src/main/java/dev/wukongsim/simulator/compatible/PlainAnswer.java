package dev.wukongsim.simulator.compatible;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.chat.ChatCall;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.reply.Answer;

/** An answer in one piece, as the endpoint sends it to those who do not stream. */
public final class PlainAnswer {

    private PlainAnswer() {}

    /** The body of an answer, usage included if that is told. */
    public static ObjectNode of(ChatCall call, Completed completed) {
        Answer answer = completed.answer();
        ObjectNode completion = JsonNodeFactory.instance.objectNode();
        ArrayNode choices = completion.putArray("choices");
        for (int index = 0; index < call.choices(); index++) {
            ObjectNode choice = choices.addObject();
            choice.set("message", message(answer));
            choice.put("finish_reason", answer.finishReason())
                    .put("index", index)
                    .putNull("logprobs");
        }
        completion.put("object", "chat.completion");
        if (completed.reportsUsage()) {
            completion.set("usage", usage(answer));
        }
        return completion
                .put("created", answer.created())
                .putNull("system_fingerprint")
                .put("model", answer.model())
                .put("id", answer.id());
    }

    /** The usage block; details of thinking only where there was some. */
    static ObjectNode usage(Answer answer) {
        Answer.Tokens tokens = answer.tokens();
        ObjectNode usage = JsonNodeFactory.instance.objectNode();
        usage.put("prompt_tokens", tokens.input())
                .put("completion_tokens", tokens.output())
                .put("total_tokens", tokens.input() + tokens.output());
        if (tokens.reasoning() > 0) {
            usage.putObject("completion_tokens_details").put("reasoning_tokens", tokens.reasoning());
        }
        ObjectNode details = usage.putObject("prompt_tokens_details").put("cached_tokens", tokens.cachedInput());
        if (tokens.cacheWrite() > 0) {
            details.put("cache_creation_input_tokens", tokens.cacheWrite()).put("cache_type", "ephemeral");
        }
        return usage;
    }

    private static ObjectNode message(Answer answer) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("role", "assistant").put("content", Answer.joined(answer.text()));
        if (!answer.thinking().isEmpty()) {
            message.put("reasoning_content", Answer.joined(answer.thinking()));
        }
        if (!answer.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (Answer.Call call : answer.calls()) {
                ObjectNode node = calls.addObject()
                        .put("index", calls.size() - 1)
                        .put("id", call.id())
                        .put("type", "function");
                node.putObject("function").put("name", call.name()).put("arguments", Answer.joined(call.arguments()));
            }
        }
        return message;
    }
}
