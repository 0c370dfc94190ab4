package dev.wukongsim.shell.render.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tag;

import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.testkit.transcript.Step;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tokens over steps: each step stands on what all earlier ones have used. */
final class TokenChart {

    private static final double HEIGHT = 100;
    private static final double BAR = 8;
    private static final double GAP = 2;

    /** A budget that is more than so many times what was used would make every bar flat, and is not drawn. */
    private static final int FARTHEST_BUDGET = 2;

    private final List<Step> steps;
    private final Optional<Long> budget;
    private final long total;

    private TokenChart(List<Step> steps, Optional<Long> budget) {
        this.steps = steps.stream()
                .filter(step -> step.spending().usage().total() > 0)
                .toList();
        this.total = this.steps.stream()
                .mapToLong(step -> step.spending().usage().total())
                .sum();
        this.budget = budget.filter(tokens -> tokens <= FARTHEST_BUDGET * total);
    }

    /** Nothing if no tokens were used. */
    static Optional<DomContent> of(List<Step> steps, Optional<Long> budget) {
        TokenChart chart = new TokenChart(steps, budget);
        return chart.steps.isEmpty() ? Optional.empty() : Optional.of(chart.draw());
    }

    private DomContent draw() {
        double width = steps.size() * (BAR + GAP);
        var svg = tag("svg")
                .attr("viewBox", "0 0 " + number(width) + " " + number(HEIGHT))
                .attr("preserveAspectRatio", "none")
                .attr("role", "img")
                .attr("aria-label", "tokens over steps")
                .with(bars());
        budget.ifPresent(tokens -> svg.with(tag("line")
                .attr("class", "limit")
                .attr("x1", 0)
                .attr("x2", number(width))
                .attr("y1", number(y(tokens)))
                .attr("y2", number(y(tokens)))));
        return figure(
                div(svg, span("step " + steps.getFirst().number()))
                        .condWith(
                                steps.size() > 1, span("step " + steps.getLast().number()))
                        .withClass("chart"),
                legend());
    }

    private List<DomContent> bars() {
        List<DomContent> bars = new ArrayList<>();
        long before = 0;
        double x = GAP / 2;
        for (Step step : steps) {
            Usage usage = step.spending().usage();
            long afterInput = before + usage.input();
            long after = before + usage.total();
            bars.add(tag("g").with(
                            tag("title").withText(words(step, after)),
                            bar("before", x, 0, before),
                            bar("input", x, before, afterInput),
                            bar("output", x, afterInput, after)));
            before = after;
            x += BAR + GAP;
        }
        return bars;
    }

    private ContainerTag<?> bar(String kind, double x, long from, long to) {
        return tag("rect")
                .attr("class", kind)
                .attr("x", number(x))
                .attr("y", number(y(to)))
                .attr("width", number(BAR))
                .attr("height", number(y(from) - y(to)));
    }

    private double y(long tokens) {
        double most = Math.max(total, budget.orElse(0L)) * 1.02;
        return HEIGHT - HEIGHT * tokens / most;
    }

    private static String words(Step step, long after) {
        Usage usage = step.spending().usage();
        return String.format(
                Locale.ROOT,
                "step %d: %,d input, %,d output; %,d in all",
                step.number(),
                usage.input(),
                usage.output(),
                after);
    }

    private DomContent legend() {
        var legend = figcaption(key("input", "input"), key("output", "output"), key("before", "steps before"));
        budget.ifPresent(tokens -> legend.with(key("limit", String.format(Locale.ROOT, "budget of %,d", tokens))));
        return legend;
    }

    private static DomContent key(String kind, String text) {
        return span(span().withClasses("key", kind), span(text));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
