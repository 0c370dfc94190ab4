package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.simulator.reply.Answer;
import java.util.ArrayList;
import java.util.List;

/** One of the items that an answer consists of. */
sealed interface ResponseItem {

    String id();

    /** The item when it is complete. */
    ObjectNode whole();

    /** The item when it begins. */
    ObjectNode begun();

    /** What was thought. */
    record Reasoning(String id, List<Piece> pieces) implements ResponseItem {

        @Override
        public ObjectNode whole() {
            ObjectNode item = begun();
            item.withArray("summary").add(part(Answer.joined(pieces)));
            return item;
        }

        @Override
        public ObjectNode begun() {
            ObjectNode item = item("reasoning", id);
            item.putArray("summary");
            return item;
        }

        static ObjectNode part(String text) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "summary_text")
                    .put("text", text);
        }
    }

    /** A search of the provider's own. */
    record Search(String id, String query) implements ResponseItem {

        @Override
        public ObjectNode whole() {
            return item("completed");
        }

        @Override
        public ObjectNode begun() {
            return item("in_progress");
        }

        private ObjectNode item(String status) {
            ObjectNode item = ResponseItem.item("web_search_call", id).put("status", status);
            item.putObject("action").put("type", "search").put("query", query);
            return item;
        }
    }

    /** What was said. */
    record Message(String id, List<Piece> pieces) implements ResponseItem {

        @Override
        public ObjectNode whole() {
            ObjectNode item = begun().put("status", "completed");
            item.withArray("content").add(part(Answer.joined(pieces)));
            return item;
        }

        @Override
        public ObjectNode begun() {
            ObjectNode item = item("message", id).put("role", "assistant").put("status", "in_progress");
            item.putArray("content");
            return item;
        }

        static ObjectNode part(String text) {
            ObjectNode part = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "output_text")
                    .put("text", text);
            part.putArray("annotations");
            return part;
        }
    }

    /** A call of a function of the client's. */
    record FunctionCall(String id, Answer.Call call) implements ResponseItem {

        @Override
        public ObjectNode whole() {
            return item(Answer.joined(call.arguments()), "completed");
        }

        @Override
        public ObjectNode begun() {
            return item("", "in_progress");
        }

        private ObjectNode item(String arguments, String status) {
            return ResponseItem.item("function_call", id)
                    .put("call_id", call.id())
                    .put("name", call.name())
                    .put("arguments", arguments)
                    .put("status", status);
        }
    }

    /** The items of an answer, in the order in which they come. */
    static List<ResponseItem> of(ResponseRequest request, Answer answer, String responseId) {
        List<ResponseItem> items = new ArrayList<>();
        if (!answer.thinking().isEmpty()) {
            items.add(new Reasoning("rs_" + responseId, answer.thinking()));
        }
        if (request.searches()) {
            items.add(new Search("ws_" + responseId, query(request)));
        }
        boolean silent = !answer.calls().isEmpty() || !answer.thinking().isEmpty();
        if (!answer.text().isEmpty() || !silent) {
            items.add(new Message("msg_" + responseId, answer.text()));
        }
        for (int i = 0; i < answer.calls().size(); i++) {
            items.add(new FunctionCall(
                    "fc_" + responseId + "_" + i, answer.calls().get(i)));
        }
        return items;
    }

    private static String query(ResponseRequest request) {
        String query = "";
        for (var message : request.context()) {
            query = message.path("role").asText("").equals("user") ? ChatTemplate.content(message) : query;
        }
        return query;
    }

    private static ObjectNode item(String type, String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("type", type);
    }
}
