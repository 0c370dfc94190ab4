package dev.wukongsim.qwen.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the events of one answer and passes on what they say, as chunks in one plain form. */
final class AnswerReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DONE = "[DONE]";
    private static final Set<String> FINISH_REASONS =
            Set.of("stop", "length", "tool_calls", "function_call", "content_filter");
    private static final String ENDPOINT_GAVE_UP = "insufficient_system_resource";

    private final Consumer<String> chunks;
    private final ToolCalls calls = new ToolCalls(this::tell);
    private boolean begun;
    private boolean hasContent;
    private boolean done;
    private String finishReason = "";

    AnswerReader(Consumer<String> chunks) {
        this.chunks = chunks;
    }

    /** Whether nothing that comes now can matter any more. */
    boolean isDone() {
        return done;
    }

    /** Whether the model has said that its answer ends here. */
    boolean isFinished() {
        return !finishReason.isEmpty();
    }

    /** Whether anything of a chat completion has come. */
    boolean hasBegun() {
        return begun;
    }

    void read(EventDecoder.Event event) {
        if (done || event.data().isBlank()) {
            return;
        }
        if (event.data().strip().equals(DONE)) {
            begun = true;
            done = true;
            return;
        }
        JsonNode tree = parse(event);
        refuseError(event, tree);
        begun = true;
        pass(tree);
    }

    /** The stream is over: pass on the tool calls, which are whole only now. */
    void end() {
        done = true;
        if (calls.isEmpty() || !isFinished()) {
            return;
        }
        ObjectNode choice = JsonNodeFactory.instance.objectNode().put("index", 0);
        choice.putObject("delta").set("tool_calls", calls.whole());
        if (finishReason.equals("stop")) {
            choice.put("finish_reason", "tool_calls");
        }
        emit(choice, JsonNodeFactory.instance.missingNode());
    }

    private JsonNode parse(EventDecoder.Event event) {
        try {
            JsonNode tree = JSON.readTree(event.data());
            if (tree.isObject()) {
                return tree;
            }
            throw unreadable("an event is no JSON object");
        } catch (JsonProcessingException e) {
            if (event.name().equals("error")) {
                throw new ErrorAnswer(ErrorAnswer.MID_STREAM, event.data(), null);
            }
            throw unreadable("an event is no JSON, or is nested too deep");
        }
    }

    /** Without its cause, which would quote the event. */
    private WireFailure unreadable(String problem) {
        return new WireFailure(begun ? WireFailure.Reason.BROKEN : WireFailure.Reason.NO_CHAT, problem, null);
    }

    private static void refuseError(EventDecoder.Event event, JsonNode tree) {
        JsonNode error = tree.path("error");
        boolean wrapped = (error.isObject() && !error.isEmpty())
                || (error.isTextual() && !error.asText().isBlank());
        boolean bare = !tree.has("choices") && tree.hasNonNull("code") && tree.has("message");
        if (wrapped || bare || event.name().equals("error")) {
            int code = (error.isObject() ? error : tree).path("code").asInt();
            boolean isStatus = code >= 400 && code < 600;
            throw new ErrorAnswer(isStatus ? code : ErrorAnswer.MID_STREAM, event.data(), null);
        }
    }

    private void pass(JsonNode tree) {
        JsonNode first = tree.path("choices").path(0);
        ObjectNode choice = JsonNodeFactory.instance.objectNode().put("index", 0);
        ObjectNode delta = choice.putObject("delta");
        boolean isWhole = first.path("message").isObject();
        if (!isWhole || !hasContent) {
            addContent(delta, first.path(isWhole ? "message" : "delta"));
        }
        finish(choice, first.path("finish_reason").asText(""));
        emit(choice, Chunk.usage(tree.path("usage")));
    }

    private void addContent(ObjectNode delta, JsonNode from) {
        putIfAny(delta, "content", Chunk.text(from.path("content")));
        String thinking = Chunk.text(from.path("reasoning_content"));
        putIfAny(delta, "reasoning_content", thinking.isEmpty() ? Chunk.text(from.path("reasoning")) : thinking);
        calls.add(Chunk.toolCalls(from));
        hasContent |= !delta.isEmpty() || !calls.isEmpty();
    }

    private static void putIfAny(ObjectNode delta, String field, String text) {
        if (!text.isEmpty()) {
            delta.put(field, text);
        }
    }

    private void finish(ObjectNode choice, String reason) {
        if (reason.isEmpty() || reason.equals("null") || isFinished()) {
            return;
        }
        if (reason.equals(ENDPOINT_GAVE_UP)) {
            throw new WireFailure(WireFailure.Reason.CUT, "the endpoint ran out of resources", null);
        }
        finishReason = FINISH_REASONS.contains(reason) ? reason : "stop";
        choice.put("finish_reason", finishReason);
    }

    private void tell(String piece) {
        chunks.accept(ToolCallPiece.write(piece));
    }

    private void emit(ObjectNode choice, JsonNode usage) {
        boolean says = !choice.path("delta").isEmpty() || choice.has("finish_reason");
        if (!says && usage.isMissingNode()) {
            return;
        }
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        if (says) {
            chunk.putArray("choices").add(choice);
        }
        if (!usage.isMissingNode()) {
            chunk.set("usage", usage);
        }
        chunks.accept(chunk.toString());
    }
}
