package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.protocol.NativeEvent;
import dev.wukongsim.simulator.reply.Answer;
import java.util.ArrayList;
import java.util.List;

/** A response as events. */
final class ResponseStream {

    private final List<String> events = new ArrayList<>();
    private String itemId = "";
    private int output = -1;

    private ResponseStream() {}

    /** All events, or those before the error that breaks the stream off, and the error. */
    static List<String> of(ResponseBody response) {
        ResponseStream stream = new ResponseStream();
        stream.add("response.created", response(response.begun()));
        stream.add("response.in_progress", response(response.begun()));
        response.items().forEach(stream::addItem);
        String last = response.isCut() ? "response.incomplete" : "response.completed";
        stream.add(last, response(response.whole()));
        if (response.completed().isDoubled()) {
            stream.add(last, response(response.whole()));
        }
        return response.completed().errorWithin().map(stream::until).orElse(stream.events);
    }

    private List<String> until(Fault.ErrorWithin fault) {
        List<String> begin = new ArrayList<>(events.subList(0, Math.min(fault.after(), events.size() - 1)));
        ProviderError error = fault.error().error();
        ObjectNode data = data("error", begin.size())
                .put("code", error.code())
                .put("message", error.message())
                .put("param", error.param());
        begin.add(NativeEvent.error(begin.size() + 1, error, data));
        return begin;
    }

    private void addItem(ResponseItem item) {
        itemId = item.id();
        output++;
        add("response.output_item.added", item(item.begun()));
        switch (item) {
            case ResponseItem.Reasoning reasoning -> addReasoning(reasoning);
            case ResponseItem.Search search -> {
                add("response.web_search_call.in_progress", place());
                add("response.web_search_call.searching", place());
                add("response.web_search_call.completed", place());
            }
            case ResponseItem.Message message -> addMessage(message);
            case ResponseItem.FunctionCall call -> {
                for (Piece piece : call.call().arguments()) {
                    add("response.function_call_arguments.delta", place().put("delta", piece.text()));
                }
                String arguments = Answer.joined(call.call().arguments());
                add(
                        "response.function_call_arguments.done",
                        place().put("name", call.call().name()).put("arguments", arguments));
            }
        }
        add("response.output_item.done", item(item.whole()));
    }

    private void addReasoning(ResponseItem.Reasoning reasoning) {
        String text = Answer.joined(reasoning.pieces());
        add("response.reasoning_summary_part.added", part("summary_index", ResponseItem.Reasoning.part("")));
        for (Piece piece : reasoning.pieces()) {
            add(
                    "response.reasoning_summary_text.delta",
                    place().put("summary_index", 0).put("delta", piece.text()));
        }
        add(
                "response.reasoning_summary_text.done",
                place().put("summary_index", 0).put("text", text));
        add("response.reasoning_summary_part.done", part("summary_index", ResponseItem.Reasoning.part(text)));
    }

    private void addMessage(ResponseItem.Message message) {
        String text = Answer.joined(message.pieces());
        add("response.content_part.added", part("content_index", ResponseItem.Message.part("")));
        for (Piece piece : message.pieces()) {
            ObjectNode delta = place().put("content_index", 0).put("delta", piece.text());
            delta.putArray("logprobs");
            add("response.output_text.delta", delta);
        }
        ObjectNode done = place().put("content_index", 0).put("text", text);
        done.putArray("logprobs");
        add("response.output_text.done", done);
        add("response.content_part.done", part("content_index", ResponseItem.Message.part(text)));
    }

    private ObjectNode place() {
        return JsonNodeFactory.instance.objectNode().put("item_id", itemId).put("output_index", output);
    }

    private ObjectNode part(String index, JsonNode part) {
        ObjectNode fields = place().put(index, 0);
        fields.set("part", part);
        return fields;
    }

    private ObjectNode item(JsonNode item) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("output_index", output);
        fields.set("item", item);
        return fields;
    }

    private static ObjectNode response(JsonNode response) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.set("response", response);
        return fields;
    }

    private void add(String type, ObjectNode fields) {
        ObjectNode data = data(type, events.size());
        data.setAll(fields);
        events.add(NativeEvent.of(events.size() + 1, type, data));
    }

    private static ObjectNode data(String type, int number) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("sequence_number", number);
    }
}
