package dev.wukongsim.simulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.simulator.reply.Answer;

/** An answer as server-sent events: thinking, text and arguments token by token, each event ended by a blank line. */
public final class EventStream {

    /** What parts one event from the next. */
    public static final String END_OF_EVENT = "\n\n";

    private final Answer answer;
    private final StringBuilder events = new StringBuilder();
    private boolean begun;

    private EventStream(Answer answer) {
        this.answer = answer;
    }

    /**
     * Write all events.
     *
     * @param withUsage whether the client asked for the usage; it arrives in an event of its own, or not at all
     */
    static String of(Answer answer, boolean withUsage) {
        EventStream stream = new EventStream(answer);
        stream.addThinking();
        stream.addText();
        stream.addCalls();
        stream.addEnd();
        if (withUsage) {
            stream.addEvent(choices(), PlainAnswer.usage(answer));
        }
        return stream.events.append("data: [DONE]").append(END_OF_EVENT).toString();
    }

    private void addThinking() {
        for (Piece piece : answer.thinking()) {
            addDelta(object().putNull("content").put("reasoning_content", piece.text()));
        }
    }

    private void addText() {
        boolean silent = answer.text().isEmpty() && !answer.calls().isEmpty();
        if (!begun && !silent) {
            addDelta(object().put("content", ""));
        }
        for (Piece piece : answer.text()) {
            ObjectNode delta = object().put("content", piece.text());
            addDelta(answer.thinking().isEmpty() ? delta : delta.putNull("reasoning_content"));
        }
    }

    /** The first event of a call brings its id and name; in the others the id is empty. */
    private void addCalls() {
        for (int i = 0; i < answer.calls().size(); i++) {
            Answer.Call call = answer.calls().get(i);
            addDelta(callDelta(i, call.id(), object().put("name", call.name()).put("arguments", "")));
            for (Piece piece : call.arguments()) {
                addDelta(callDelta(i, "", object().put("arguments", piece.text())));
            }
        }
    }

    private ObjectNode callDelta(int index, String id, ObjectNode function) {
        ObjectNode delta = begun ? object() : object().putNull("content");
        delta.putArray("tool_calls")
                .addObject()
                .put("index", index)
                .put("id", id)
                .put("type", "function")
                .set("function", function);
        return delta;
    }

    private void addDelta(ObjectNode delta) {
        ArrayNode choices = choices();
        ObjectNode choice = choices.addObject();
        choice.set("delta", begun ? delta : delta.put("role", "assistant"));
        choice.put("index", 0).putNull("logprobs").putNull("finish_reason");
        begun = true;
        addEvent(choices, NullNode.instance);
    }

    private void addEnd() {
        ArrayNode choices = choices();
        ObjectNode choice = choices.addObject().put("finish_reason", answer.finishReason());
        choice.putObject("delta").put("content", "");
        choice.put("index", 0).putNull("logprobs");
        addEvent(choices, NullNode.instance);
    }

    private void addEvent(ArrayNode choices, JsonNode usage) {
        ObjectNode chunk = object();
        chunk.set("choices", choices);
        chunk.put("object", "chat.completion.chunk");
        chunk.set("usage", usage);
        chunk.put("created", answer.created())
                .putNull("system_fingerprint")
                .put("model", answer.model())
                .put("id", answer.id());
        events.append("data: ").append(chunk).append(END_OF_EVENT);
    }

    private static ArrayNode choices() {
        return JsonNodeFactory.instance.arrayNode();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
