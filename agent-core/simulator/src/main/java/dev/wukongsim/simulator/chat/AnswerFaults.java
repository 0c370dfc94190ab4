package dev.wukongsim.simulator.chat;

import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.reply.Answer;
import java.util.ArrayList;
import java.util.List;

/** Turns an answer into what a model sends on a bad day. Its tokens stay as they were counted for the good answer. */
final class AnswerFaults {

    private static final String NOT_JSON = "{\"amount\": 4869.60, \"to\": li.na";

    private final QwenTokenizer tokenizer;

    AnswerFaults(QwenTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    Answer apply(Fault.OfAnswer fault, Answer answer) {
        return switch (fault) {
            case Fault.WrongUsage wrong -> answer.reporting(wrong.input(), wrong.output());
            case Fault.EmptyAnswer empty -> answer.saying(List.of(), List.of(), List.of(), "stop");
            case Fault.ReasoningOnly only ->
                answer.saying(
                        answer.thinking().isEmpty() ? answer.text() : answer.thinking(), List.of(), List.of(), "stop");
            case Fault.HalfCall half -> {
                Answer.Call call = lastCall(answer);
                yield calling(answer, new Answer.Call(call.id(), call.name(), half(call.arguments())));
            }
            case Fault.BrokenArguments broken -> {
                Answer.Call call = lastCall(answer);
                yield calling(answer, new Answer.Call(call.id(), call.name(), tokenizer.pieces(NOT_JSON)));
            }
            case Fault.UnknownTool unknown -> {
                Answer.Call call = lastCall(answer);
                yield calling(answer, new Answer.Call(call.id(), unknown.tool(), call.arguments()));
            }
        };
    }

    /** The call that goes wrong; where the answer has none, one that a confused model makes up. */
    private Answer.Call lastCall(Answer answer) {
        return answer.calls().isEmpty()
                ? new Answer.Call(answer.id().replaceFirst("^chatcmpl-", "call_"), "lookup", tokenizer.pieces("{}"))
                : answer.calls().getLast();
    }

    private static Answer calling(Answer answer, Answer.Call last) {
        List<Answer.Call> calls = new ArrayList<>(answer.calls());
        if (!calls.isEmpty()) {
            calls.removeLast();
        }
        calls.add(last);
        return answer.saying(answer.thinking(), answer.text(), calls, "tool_calls");
    }

    private List<Piece> half(List<Piece> arguments) {
        String text = Answer.joined(arguments);
        return tokenizer.pieces(text.substring(0, Math.max(1, text.length() / 2)));
    }
}
