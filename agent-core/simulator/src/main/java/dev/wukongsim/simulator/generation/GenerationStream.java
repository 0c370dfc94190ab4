package dev.wukongsim.simulator.generation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.protocol.NativeEvent;
import dev.wukongsim.simulator.reply.Answer;
import java.util.ArrayList;
import java.util.List;

/** An answer as the provider's own events: a piece in each, or all that was said so far, and the usage so far. */
final class GenerationStream {

    private static final String NOT_YET = "null";

    private final GenerationRequest request;
    private final Completed completed;
    private final Answer answer;
    private final List<String> events = new ArrayList<>();
    private int choice;
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    private long output;
    private long reasoning;

    private GenerationStream(GenerationRequest request, Completed completed) {
        this.request = request;
        this.completed = completed;
        this.answer = completed.answer();
    }

    /** All events, or those before the error that breaks the stream off, and the error. */
    static List<String> of(GenerationRequest request, Completed completed) {
        GenerationStream stream = new GenerationStream(request, completed);
        for (int index = 0; index < request.call().choices(); index++) {
            stream.addChoice(index);
        }
        if (completed.isDoubled()) {
            stream.add(GenerationResult.whole(request, completed));
        }
        return completed.errorWithin().map(stream::until).orElse(stream.events);
    }

    private List<String> until(Fault.ErrorWithin error) {
        List<String> begin = new ArrayList<>(events.subList(0, Math.min(error.after(), events.size() - 1)));
        ObjectNode body = error.error().error().nativeBody(GenerationResult.requestId(answer.id()));
        begin.add(NativeEvent.error(begin.size() + 1, error.error().error(), body));
        return begin;
    }

    private void addChoice(int index) {
        choice = index;
        begin();
        for (Piece piece : answer.thinking()) {
            thinking.append(piece.text());
            reasoning += piece.tokens();
            addPiece(piece.tokens(), GenerationResult.message("", piece.text()));
        }
        for (Piece piece : answer.text()) {
            text.append(piece.text());
            addPiece(piece.tokens(), GenerationResult.message(piece.text(), ""));
        }
        for (Answer.Call call : answer.calls()) {
            addCall(call);
        }
        Answer.Tokens tokens = answer.tokens();
        add(
                request.incremental() ? GenerationResult.message("", "") : said(),
                answer.finishReason(),
                shared(tokens.output()),
                shared(tokens.reasoning()));
    }

    private void begin() {
        thinking.setLength(0);
        text.setLength(0);
        calls = JsonNodeFactory.instance.arrayNode();
        output = 0;
        reasoning = 0;
    }

    /** The first event of a call brings its id and name; in the pieces after it the id is empty. */
    private void addCall(Answer.Call call) {
        int index = calls.size();
        StringBuilder arguments = new StringBuilder();
        GenerationResult.addCall(calls, index, call.id(), call.name(), "");
        addPiece(0, piece(index, call.id(), call.name(), ""));
        for (Piece piece : call.arguments()) {
            arguments.append(piece.text());
            calls.remove(index);
            GenerationResult.addCall(calls, index, call.id(), call.name(), arguments.toString());
            addPiece(piece.tokens(), piece(index, "", "", piece.text()));
        }
    }

    private static ObjectNode piece(int index, String id, String name, String arguments) {
        ObjectNode message = GenerationResult.message("", "");
        GenerationResult.addCall(message.withArray("tool_calls"), index, id, name, arguments);
        return message;
    }

    private void addPiece(int tokens, ObjectNode piece) {
        output += tokens;
        add(
                request.incremental() ? piece : said(),
                NOT_YET,
                Math.min(output, shared(answer.tokens().output())),
                Math.min(reasoning, shared(answer.tokens().reasoning())));
    }

    /** All that this choice has said so far. */
    private ObjectNode said() {
        ObjectNode message = GenerationResult.message(text.toString(), thinking.toString());
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls.deepCopy());
        }
        return message;
    }

    /** What of the tokens of all choices belongs to this one; the last one has what is left. */
    private long shared(long tokens) {
        int choices = request.call().choices();
        long share = tokens / choices;
        return choice == choices - 1 ? tokens - share * (choices - 1) : share;
    }

    private void add(ObjectNode message, String finishReason, long outputSoFar, long reasoningSoFar) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        if (request.asMessage()) {
            GenerationResult.addChoice(result, choice, message, finishReason);
        } else {
            result.put("text", message.path("content").asText()).put("finish_reason", finishReason);
        }
        add(GenerationResult.of(result, completed, answer.tokens().withOutput(outputSoFar, reasoningSoFar)));
    }

    private void add(ObjectNode result) {
        events.add(NativeEvent.of(events.size() + 1, "result", result));
    }
}
