package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenJson;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.qwen.QwenTokenizer.Piece;
import dev.wukongsim.runtime.model.WireNames;
import dev.wukongsim.simulator.reply.Turn.UsageOverride;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Turns a scripted turn into an answer to a request: ids, tokens, and no more of them than the request allows. */
public final class Answers {

    private static final UsageOverride AS_COUNTED = new UsageOverride(null, null, null, null);

    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final MockIds ids;
    private final Clock clock;

    public Answers(MockIds ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The answer that a turn gives to a request.
     *
     * @param request a chat request
     * @param maxOutput the most tokens that the answer may have
     * @throws ToolNotOfferedException if the turn calls a tool that the request does not offer
     */
    public Answer of(Turn turn, JsonNode request, int maxOutput) {
        checkOffered(turn, request);
        Question question = Question.of(request);
        OutputLimit limit = new OutputLimit(maxOutput);
        List<Piece> thinking = limit.take(tokenizer.pieces(requireNonNullElse(turn.think(), "")));
        int reasoning = limit.used();
        List<Piece> text = limit.take(tokenizer.pieces(requireNonNullElse(turn.say(), "")));
        List<Answer.Call> calls = calls(turn, question.turn(), limit);
        return new Answer(
                ids.completion(question.model() + "/" + question.firstUser(), question.turn()),
                clock.instant().getEpochSecond(),
                question.model(),
                thinking,
                text,
                calls,
                finishReason(limit, calls),
                tokens(turn, request, limit.used(), reasoning));
    }

    private List<Answer.Call> calls(Turn turn, int turnNumber, OutputLimit limit) {
        List<Answer.Call> calls = new ArrayList<>();
        for (Turn.Call call : turn.call()) {
            String name = WireNames.toWire(call.tool());
            String arguments = QwenJson.write(call.args());
            List<Piece> pieces = tokenizer.pieces(arguments);
            int frame = tokenizer.count(ChatTemplate.toolCall(name, arguments))
                    - pieces.stream().mapToInt(Piece::tokens).sum();
            if (!limit.take(Math.max(0, frame))) {
                return calls;
            }
            calls.add(new Answer.Call(ids.call(turnNumber, calls.size()), name, limit.take(pieces)));
        }
        return calls;
    }

    private static String finishReason(OutputLimit limit, List<Answer.Call> calls) {
        if (limit.reached()) {
            return "length";
        }
        return calls.isEmpty() ? "stop" : "tool_calls";
    }

    private Answer.Tokens tokens(Turn turn, JsonNode request, long output, long reasoning) {
        UsageOverride stated = requireNonNullElse(turn.usage(), AS_COUNTED);
        long input = stated.input() == null ? tokenizer.count(ChatTemplate.render(request)) : stated.input();
        return new Answer.Tokens(
                input,
                requireNonNullElse(stated.cachedInput(), 0L),
                0,
                requireNonNullElse(stated.output(), output),
                requireNonNullElse(stated.reasoning(), reasoning));
    }

    private static void checkOffered(Turn turn, JsonNode request) {
        Set<String> offered = new LinkedHashSet<>();
        request.path("tools")
                .forEach(tool -> offered.add(tool.path("function").path("name").asText("")));
        for (Turn.Call call : turn.call()) {
            if (!turn.hostile() && !offered.contains(WireNames.toWire(call.tool()))) {
                throw new ToolNotOfferedException(call.tool(), offered);
            }
        }
    }
}
