package dev.wukongsim.simulator.compatible;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.simulator.chat.ChatCall;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.reply.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as server-sent events: thinking, text and arguments token by token. Written as text and not as trees, since an
 * endpoint under load does little else; the order of keys is the provider's.
 */
final class EventStream {

    private static final String DONE = "data: [DONE]" + HttpReply.Events.END;
    private static final String END_OF_CHOICE = ",\"logprobs\":null,\"finish_reason\":null}],";

    private final Answer answer;
    private final String head;
    private final List<String> events = new ArrayList<>();
    private int choice;
    private boolean begun;

    private EventStream(Answer answer) {
        this.answer = answer;
        this.head = "\"created\":" + answer.created() + ",\"system_fingerprint\":null,\"model\":"
                + quoted(answer.model()) + ",\"id\":" + quoted(answer.id()) + "}" + HttpReply.Events.END;
    }

    /** All events, or those before the error that breaks the stream off, and the error. */
    static List<String> of(ChatCall call, Completed completed) {
        EventStream stream = new EventStream(completed.answer());
        for (int index = 0; index < call.choices(); index++) {
            stream.addChoice(index);
        }
        if (completed.isDoubled()) {
            stream.events.add("data: " + PlainAnswer.of(call, completed) + HttpReply.Events.END);
        }
        if (call.wantsUsage() && completed.reportsUsage()) {
            stream.addEvent("[],", PlainAnswer.usage(completed.answer()).toString());
        }
        stream.events.add(DONE);
        return completed.errorWithin().map(stream::until).orElse(stream.events);
    }

    private List<String> until(Fault.ErrorWithin error) {
        List<String> begin = new ArrayList<>(events.subList(0, Math.min(error.after(), events.size() - 1)));
        begin.add("data: " + error.error().error().body(answer.id()) + HttpReply.Events.END);
        return begin;
    }

    private void addChoice(int index) {
        choice = index;
        begun = false;
        addThinking();
        addText();
        addCalls();
        addEvent(
                "[{\"finish_reason\":\"" + answer.finishReason() + "\",\"delta\":{\"content\":\"\"},\"index\":" + choice
                        + ",\"logprobs\":null}],",
                "null");
    }

    private void addThinking() {
        for (Piece piece : answer.thinking()) {
            addDelta("\"content\":null,\"reasoning_content\":" + quoted(piece.text()));
        }
    }

    private void addText() {
        boolean silent = answer.text().isEmpty() && !answer.calls().isEmpty();
        if (!begun && !silent) {
            addDelta("\"content\":\"\"");
        }
        String end = answer.thinking().isEmpty() ? "" : ",\"reasoning_content\":null";
        for (Piece piece : answer.text()) {
            addDelta("\"content\":" + quoted(piece.text()) + end);
        }
    }

    /** The first event of a call brings its id and name; in the others the id is empty. */
    private void addCalls() {
        for (int i = 0; i < answer.calls().size(); i++) {
            Answer.Call call = answer.calls().get(i);
            addCall(i, call.id(), "\"name\":" + quoted(call.name()) + ",\"arguments\":\"\"");
            for (Piece piece : call.arguments()) {
                addCall(i, "", "\"arguments\":" + quoted(piece.text()));
            }
        }
    }

    private void addCall(int index, String id, String function) {
        addDelta((begun ? "" : "\"content\":null,") + "\"tool_calls\":[{\"index\":" + index + ",\"id\":" + quoted(id)
                + ",\"type\":\"function\",\"function\":{" + function + "}}]");
    }

    private void addDelta(String fields) {
        String role = begun ? "}" : ",\"role\":\"assistant\"}";
        begun = true;
        addEvent("[{\"delta\":{" + fields + role + ",\"index\":" + choice + END_OF_CHOICE, "null");
    }

    private void addEvent(String choices, String usage) {
        events.add("data: {\"choices\":" + choices + "\"object\":\"chat.completion.chunk\",\"usage\":" + usage + ","
                + head);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }
}
