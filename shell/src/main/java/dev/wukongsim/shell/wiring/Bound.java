package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The most a task can use. Its account is never overdrawn, so this is its budget, or less if its calls cannot even use
 * that up.
 *
 * @param tokens input and output
 * @param modelCalls attempts with every model of the chain included, and the last call from the reserve
 * @param reserve the part of the tokens that is kept for the last call
 * @param micros at list price, in millionths of the catalogue's currency; empty if the model has none
 */
public record Bound(long tokens, long modelCalls, long reserve, OptionalLong micros) {

    private static final long SAMPLE = 1_000_000;

    public Bound {
        requireNonNull(micros, "micros is null");
    }

    public static Bound of(Task task) {
        List<String> models = task.agent().models();
        long calls = calls(task.agent()) + (task.reserve() > 0 ? 1 : 0);
        long tokens = widestWindow(models).stream()
                .map(window -> Math.min(task.budget(), Math.multiplyExact(calls, window)))
                .findFirst()
                .orElse(task.budget());
        return new Bound(tokens, calls, task.reserve(), dearest(models, tokens));
    }

    /** Each model of a chain is given up once at most, after so many attempts that brought no answer. */
    private static long calls(Agent agent) {
        int givenUp = agent.models().size() - 1;
        return (long) (agent.limits().modelCalls() + givenUp) * agent.limits().attempts();
    }

    /** Empty if any model is unknown. */
    private static Optional<Long> widestWindow(List<String> models) {
        List<Long> windows = models.stream()
                .flatMap(model -> Catalogue.bundled().find(model).stream())
                .map(model -> (long) model.contextWindow())
                .toList();
        return windows.size() < models.size()
                ? Optional.empty()
                : windows.stream().max(Long::compare);
    }

    /** As if all were asked of the dearest model of the chain; empty if any has no price. */
    private static OptionalLong dearest(List<String> models, long tokens) {
        List<OptionalLong> prices =
                models.stream().map(model -> micros(model, tokens)).toList();
        return prices.stream().allMatch(OptionalLong::isPresent)
                ? prices.stream().mapToLong(OptionalLong::getAsLong).max()
                : OptionalLong.empty();
    }

    /** Tokens of a task's first request, which every run of it sends. */
    static long firstRequest(Task task) {
        return new QwenTokenCounter()
                .count(ChatRequest.builder()
                        .messages(SystemMessage.from(task.agent().instructions()), UserMessage.from(task.goal()))
                        .parameters(ModelParameters.builder()
                                .modelName(task.agent().model())
                                .maxOutputTokens(task.agent().limits().outputTokens())
                                .toolSpecifications(Toolbox.all()
                                        .select(task.agent().tools())
                                        .specifications())
                                .thinking(task.agent().thinking())
                                .build())
                        .build());
    }

    /** Every token at the price of the dearest: thought about, in the highest tier. */
    private static OptionalLong micros(String model, long tokens) {
        Catalogue catalogue = Catalogue.bundled();
        long window = catalogue.find(model).map(CatalogueModel::contextWindow).orElse(0);
        return catalogue
                .price(model, new Usage(window, 0, 0, SAMPLE, SAMPLE, 1, false))
                .flatMap(all -> catalogue.price(model, Usage.of(window, 0)).map(input -> perMillion(all, input)))
                .map(rate -> OptionalLong.of(Math.ceilDiv(Math.multiplyExact(rate, tokens), SAMPLE)))
                .orElse(OptionalLong.empty());
    }

    private static long perMillion(Money all, Money input) {
        return all.micros() - input.micros();
    }
}
