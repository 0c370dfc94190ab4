package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.agent.Task;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.util.OptionalLong;

/**
 * The most a task can use. Its account is never overdrawn, so this is its budget, or less if its calls cannot even use
 * that up.
 *
 * @param tokens input and output
 * @param modelCalls attempts included, and the last call from the reserve
 * @param reserve the part of the tokens that is kept for the last call
 * @param micros at list price, in millionths of the catalogue's currency; empty if the model has none
 */
public record Bound(long tokens, long modelCalls, long reserve, OptionalLong micros) {

    private static final long SAMPLE = 1_000_000;

    public Bound {
        requireNonNull(micros, "micros is null");
    }

    public static Bound of(Task task) {
        long calls = (long) task.agent().limits().modelCalls()
                        * task.agent().limits().attempts()
                + (task.reserve() > 0 ? 1 : 0);
        long tokens = Catalogue.bundled()
                .find(task.agent().model())
                .map(model -> Math.min(task.budget(), Math.multiplyExact(calls, (long) model.contextWindow())))
                .orElse(task.budget());
        return new Bound(tokens, calls, task.reserve(), micros(task.agent().model(), tokens));
    }

    /** Tokens of a task's first request, which every run of it sends. */
    static long firstRequest(Task task) {
        return new QwenTokenCounter()
                .count(ChatRequest.builder()
                        .messages(SystemMessage.from(task.agent().instructions()), UserMessage.from(task.goal()))
                        .modelName(task.agent().model())
                        .maxOutputTokens(task.agent().limits().outputTokens())
                        .toolSpecifications(
                                Toolbox.all().select(task.agent().tools()).specifications())
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
