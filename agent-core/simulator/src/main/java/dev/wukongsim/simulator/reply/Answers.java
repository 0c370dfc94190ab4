package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.runtime.model.WireNames;
import dev.wukongsim.simulator.reply.Turn.UsageOverride;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Turns a scripted turn into an answer to a request: ids, tokens, and no more of them than the request allows. */
public final class Answers {

    private static final UsageOverride AS_COUNTED = new UsageOverride(null, null, null, null, null);

    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final MockIds ids;
    private final Clock clock;

    public Answers(MockIds ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The answer that a turn gives to a question.
     *
     * @param maxOutput the most tokens that the answer may have
     * @throws ToolNotOfferedException if the turn calls a tool that the request does not offer
     */
    public Answer of(Turn turn, Question question, int maxOutput) {
        checkOffered(turn, question);
        OutputLimit limit = new OutputLimit(maxOutput);
        List<Piece> thinking = limit.take(tokenizer.pieces(requireNonNullElse(turn.think(), "")));
        int reasoning = limit.used();
        List<Piece> text = limit.take(tokenizer.pieces(requireNonNullElse(turn.say(), "")));
        List<Answer.Call> calls = calls(turn, question.turn(), limit);
        return new Answer(
                ids.completion(question.branch(), question.turn()),
                clock.instant().getEpochSecond(),
                question.model(),
                thinking,
                text,
                calls,
                finishReason(turn, limit, calls),
                tokens(turn, question.body(), limit.used(), reasoning));
    }

    /** Like the other one, for a request of which nobody knows who sends it. */
    public Answer of(Turn turn, JsonNode request, int maxOutput) {
        return of(turn, Question.of(request), maxOutput);
    }

    private List<Answer.Call> calls(Turn turn, int turnNumber, OutputLimit limit) {
        List<Answer.Call> calls = new ArrayList<>();
        for (Turn.Call call : turn.call()) {
            String name = WireNames.toWire(call.tool());
            List<Piece> pieces = tokenizer.pieces(call.arguments());
            int frame = tokenizer.count(ChatTemplate.toolCall(name, call.arguments()))
                    - pieces.stream().mapToInt(Piece::tokens).sum();
            if (!limit.take(Math.max(0, frame))) {
                return calls;
            }
            calls.add(new Answer.Call(ids.call(turnNumber, calls.size()), name, limit.take(pieces)));
        }
        return calls;
    }

    private static String finishReason(Turn turn, OutputLimit limit, List<Answer.Call> calls) {
        if (limit.reached()) {
            return "length";
        }
        return requireNonNullElse(turn.finish(), calls.isEmpty() ? "stop" : "tool_calls");
    }

    private Answer.Tokens tokens(Turn turn, JsonNode request, long output, long reasoning) {
        UsageOverride stated = requireNonNullElse(turn.usage(), AS_COUNTED);
        long input = stated.input() == null ? tokenizer.count(ChatTemplate.render(request)) : stated.input();
        return new Answer.Tokens(
                input,
                requireNonNullElse(stated.cachedInput(), 0L),
                requireNonNullElse(stated.cacheWrite(), 0L),
                requireNonNullElse(stated.output(), output),
                requireNonNullElse(stated.reasoning(), reasoning));
    }

    private static void checkOffered(Turn turn, Question question) {
        for (Turn.Call call : turn.call()) {
            if (!turn.hostile() && !question.tools().contains(WireNames.toWire(call.tool()))) {
                throw new ToolNotOfferedException(call.tool(), question.tools());
            }
        }
    }
}
