package dev.wukongsim.simulator.generation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.reply.Answer;

/** The parts of a result, which are the same in an answer in one piece and in the events of a stream. */
final class GenerationResult {

    private GenerationResult() {}

    /** The whole answer. */
    static ObjectNode whole(GenerationRequest request, Completed completed) {
        Answer answer = completed.answer();
        ObjectNode message = message(Answer.joined(answer.text()), Answer.joined(answer.thinking()));
        for (Answer.Call call : answer.calls()) {
            ArrayNode calls = message.withArray("tool_calls");
            addCall(calls, calls.size(), call.id(), call.name(), Answer.joined(call.arguments()));
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        if (request.asMessage()) {
            for (int index = 0; index < request.call().choices(); index++) {
                addChoice(output, index, message, answer.finishReason());
            }
        } else {
            output.put("text", Answer.joined(answer.text())).put("finish_reason", answer.finishReason());
        }
        return of(output, completed, answer.tokens());
    }

    /** A result with so many tokens, if they are told at all. */
    static ObjectNode of(ObjectNode output, Completed completed, Answer.Tokens tokens) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("output", output);
        if (completed.reportsUsage()) {
            result.set("usage", usage(tokens));
        }
        return result.put("request_id", requestId(completed.answer().id()));
    }

    static void addChoice(ObjectNode output, int index, ObjectNode message, String finishReason) {
        ObjectNode choice = output.withArray("choices").addObject();
        choice.set("message", message);
        choice.put("finish_reason", finishReason).put("index", index);
    }

    /** A message; its thinking is left out if it is empty. */
    static ObjectNode message(String content, String thinking) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("content", content);
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking);
        }
        return message.put("role", "assistant");
    }

    /** A call, or a piece of one; such a piece has no name. */
    static void addCall(ArrayNode calls, int index, String id, String name, String arguments) {
        ObjectNode call = calls.addObject().put("index", index).put("id", id).put("type", "function");
        ObjectNode function = call.putObject("function");
        if (!name.isEmpty()) {
            function.put("name", name);
        }
        function.put("arguments", arguments);
    }

    static String requestId(String completionId) {
        return completionId.replaceFirst("^chatcmpl-", "");
    }

    private static ObjectNode usage(Answer.Tokens tokens) {
        ObjectNode usage = JsonNodeFactory.instance
                .objectNode()
                .put("total_tokens", tokens.input() + tokens.output())
                .put("output_tokens", tokens.output())
                .put("input_tokens", tokens.input());
        if (tokens.reasoning() > 0) {
            usage.putObject("output_tokens_details").put("reasoning_tokens", tokens.reasoning());
        }
        ObjectNode details = usage.putObject("prompt_tokens_details").put("cached_tokens", tokens.cachedInput());
        if (tokens.cacheWrite() > 0) {
            details.put("cache_creation_input_tokens", tokens.cacheWrite()).put("cache_type", "ephemeral");
        }
        return usage;
    }
}
