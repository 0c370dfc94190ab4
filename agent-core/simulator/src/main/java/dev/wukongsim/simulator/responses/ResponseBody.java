package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.reply.Answer;
import java.util.List;

/** A response as JSON. */
record ResponseBody(ResponseRequest request, Completed completed) {

    String id() {
        return completed.answer().id().replaceFirst("^chatcmpl-", "");
    }

    List<ResponseItem> items() {
        return ResponseItem.of(request, completed.answer(), id());
    }

    boolean isCut() {
        return completed.answer().finishReason().equals("length");
    }

    /** The response when it is complete, or cut off. */
    ObjectNode whole() {
        ArrayNode output = JsonNodeFactory.instance.arrayNode();
        items().forEach(item -> output.add(item.whole()));
        ObjectNode response = json(isCut() ? "incomplete" : "completed", output);
        if (isCut()) {
            response.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        if (completed.reportsUsage()) {
            response.set("usage", usage());
        }
        return response;
    }

    /** The response when nothing of it is there yet. */
    ObjectNode begun() {
        return json("in_progress", JsonNodeFactory.instance.arrayNode());
    }

    /** The answer as a message of the compatible form, for the next turn to see. */
    ObjectNode message() {
        Answer answer = completed.answer();
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("role", "assistant")
                .put("content", Answer.joined(answer.text()));
        for (Answer.Call call : answer.calls()) {
            message.withArray("tool_calls")
                    .addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", Answer.joined(call.arguments()));
        }
        return message;
    }

    private ObjectNode json(String status, ArrayNode output) {
        ObjectNode response = JsonNodeFactory.instance
                .objectNode()
                .put("id", id())
                .put("object", "response")
                .put("created_at", completed.answer().created())
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details");
        same(response, "instructions");
        same(response, "max_output_tokens");
        response.put("model", completed.answer().model());
        response.set("output", output);
        response.put(
                "parallel_tool_calls",
                request.body().path("parallel_tool_calls").asBoolean(false));
        same(response, "previous_response_id");
        same(response, "temperature");
        JsonNode choice = request.body().path("tool_choice");
        response.set("tool_choice", choice.isMissingNode() ? response.textNode("auto") : choice);
        JsonNode tools = request.body().path("tools");
        response.set("tools", tools.isArray() ? tools : response.arrayNode());
        same(response, "top_p");
        same(response, "metadata");
        return response.put("store", request.isKept()).putNull("usage");
    }

    private void same(ObjectNode response, String name) {
        JsonNode value = request.body().path(name);
        response.set(name, value.isMissingNode() ? response.nullNode() : value);
    }

    private ObjectNode usage() {
        Answer.Tokens tokens = completed.answer().tokens();
        ObjectNode usage = JsonNodeFactory.instance.objectNode().put("input_tokens", tokens.input());
        usage.putObject("input_tokens_details").put("cached_tokens", tokens.cachedInput());
        putOutput(usage, tokens);
        ObjectNode details = usage.putArray("x_details").addObject().put("input_tokens", tokens.input());
        putOutput(details, tokens);
        ObjectNode prompt = details.putObject("prompt_tokens_details").put("cached_tokens", tokens.cachedInput());
        if (tokens.cacheWrite() > 0) {
            prompt.put("cache_creation_input_tokens", tokens.cacheWrite()).put("cache_type", "ephemeral");
        }
        details.put("x_billing_type", "response_api");
        if (request.searches()) {
            usage.putObject("x_tools").putObject(ResponseTools.SEARCH).put("count", 1);
        }
        return usage;
    }

    private static void putOutput(ObjectNode usage, Answer.Tokens tokens) {
        usage.put("output_tokens", tokens.output());
        usage.putObject("output_tokens_details").put("reasoning_tokens", tokens.reasoning());
        usage.put("total_tokens", tokens.input() + tokens.output());
    }
}
