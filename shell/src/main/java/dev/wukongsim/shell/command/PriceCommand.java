package dev.wukongsim.shell.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.qwen.PriceBook;
import dev.wukongsim.qwen.price.Pricing;
import dev.wukongsim.qwen.price.Quote;
import dev.wukongsim.qwen.price.Terms;
import dev.wukongsim.qwen.price.Unpriced;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.render.Figures;
import dev.wukongsim.shell.render.Table;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Component;

@Component
final class PriceCommand implements ShellCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;

    PriceCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public dev.wukongsim.shell.line.Usage usage() {
        return dev.wukongsim.shell.line.Usage.of("price", "says what one request costs, by which dated price list")
                .requires("model", "M", "a model of the catalogue, such as qwen-plus")
                .requires("input", "N", "input tokens, cached ones included")
                .option("cached", "N", "input tokens read from a cache")
                .option("cache-write", "N", "input tokens written to an explicit cache")
                .requires("output", "N", "output tokens, reasoning included")
                .option("reasoning", "N", "output tokens that were thinking")
                .flag("thinking", "the model thinks before it answers")
                .flag("batch", "a batch call")
                .option("at", "DATE", "the day of the call, such as 2026-11-22; today by default")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        Pricing pricing = PriceBook.bundled()
                .quote(
                        day(invocation),
                        invocation.option("model").orElseThrow(),
                        tokens(invocation),
                        terms(invocation));
        switch (pricing) {
            case Quote quote -> print(quote, invocation);
            case Unpriced unpriced -> throw new CommandFailure(CommandFailure.FAILED, unpriced.reason());
        }
        return 0;
    }

    private static void print(Quote quote, Invocation invocation) {
        if (invocation.flag("json")) {
            invocation.out().println(JSON.<JsonNode>valueToTree(quote));
            return;
        }
        new Table()
                .row("price", amount(quote, quote.micros()))
                .row("input", amount(quote, quote.parts().input()))
                .row("cached", amount(quote, quote.parts().cached()))
                .row("cache write", amount(quote, quote.parts().cacheWrite()))
                .row("output", amount(quote, quote.parts().output()))
                .row("tier", quote.tier())
                .row("price list", quote.priceList())
                .print(invocation.out());
    }

    private static String amount(Quote quote, long micros) {
        return Figures.exact(new Money(quote.currency(), micros));
    }

    private LocalDate day(Invocation invocation) {
        String day =
                invocation.option("at").orElseGet(() -> LocalDate.now(clock).toString());
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "Option '--at' takes a day such as 2026-11-22, not '" + day + "'", e);
        }
    }

    private static Terms terms(Invocation invocation) {
        boolean thinking = invocation.flag("thinking") || number(invocation, "reasoning") > 0;
        return new Terms(thinking, number(invocation, "cache-write") > 0, invocation.flag("batch"));
    }

    private static dev.wukongsim.runtime.model.Usage tokens(Invocation invocation) {
        try {
            return new dev.wukongsim.runtime.model.Usage(
                    number(invocation, "input"),
                    number(invocation, "cached"),
                    number(invocation, "cache-write"),
                    number(invocation, "output"),
                    number(invocation, "reasoning"),
                    1,
                    false);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static long number(Invocation invocation, String option) {
        return invocation.number(option).orElse(0);
    }
}
