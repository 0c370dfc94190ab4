package dev.wukongsim.shell.render.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.document;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.shell.render.Figures;
import dev.wukongsim.shell.render.Printable;
import dev.wukongsim.testkit.transcript.RunGist;
import dev.wukongsim.testkit.transcript.Step;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A run as one page that needs nothing but itself. */
public final class TracePage {

    private final RunGist gist;
    private final Instant began;

    private TracePage(RunGist gist) {
        this.gist = gist;
        this.began = gist.transcript().entries().stream()
                .findFirst()
                .map(Transcript.Entry::at)
                .orElse(Instant.EPOCH);
    }

    /** The page's HTML. */
    public static String of(RunGist gist) {
        return new TracePage(gist).render();
    }

    private String render() {
        StyleSheet sheet = StyleSheet.bundled();
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().attr("http-equiv", "Content-Security-Policy")
                                        .withContent(sheet.contentSecurityPolicy()),
                                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                meta().withName("referrer").withContent("no-referrer"),
                                title(Printable.line(gist.task())),
                                style().with(sheet.content())),
                        body(main(heading(), figures(), chart(), each(steps().stream()), end())))
                .withLang("en"));
    }

    private DomContent heading() {
        return header(
                p(Foreign.line(gist.task()).withClass("task"), badge()),
                h1(Foreign.line(gist.about(RunEvent.TaskStarted::agent).orElse("unknown agent"))),
                p(Foreign.line(subtitle())).withClass("subtitle"),
                each(gist.about(RunEvent.TaskStarted::goal).stream()
                        .map(goal -> div(Foreign.words(goal)).withClass("goal"))));
    }

    private String subtitle() {
        List<String> words = new ArrayList<>();
        gist.about(RunEvent.TaskStarted::employee).ifPresent(employee -> words.add("for " + employee));
        gist.about(RunEvent.TaskStarted::planner).ifPresent(words::add);
        words.add(String.join(", then ", gist.models()));
        words.add(began.truncatedTo(ChronoUnit.SECONDS).toString());
        return String.join(" · ", words);
    }

    private DomContent badge() {
        return span(gist.stopReason()).withClasses("badge", mood());
    }

    private String mood() {
        Optional<StopReason> reason = gist.ended().map(RunEvent.TaskEnded::stopReason);
        if (reason.isEmpty() || reason.get().resumable()) {
            return "asking";
        }
        return reason.get() == StopReason.COMPLETED ? "good" : "bad";
    }

    private DomContent figures() {
        Usage usage = gist.spending().usage();
        return dl(
                        figure("tokens", number(usage.total()), gist.budget().map(limit -> "of " + number(limit))),
                        figure("input", number(usage.input()), part(usage.cachedInput(), "cached")),
                        figure("output", number(usage.output()), part(usage.reasoning(), "reasoning")),
                        figure(
                                "model calls",
                                number(usage.calls()),
                                usage.estimated() ? Optional.of("estimated") : Optional.empty()),
                        figure("tool calls", number(gist.toolCalls().size()), Optional.empty()),
                        figure("cost", Figures.cost(gist.spending().cost()), Optional.empty()),
                        figure("time", since(lastMoment()), Optional.empty()))
                .withClass("figures");
    }

    private static DomContent figure(String name, String value, Optional<String> more) {
        return div(
                dt(name),
                dd(span(value), each(more.stream().map(text -> span(text).withClass("more")))));
    }

    private static Optional<String> part(long tokens, String name) {
        return tokens == 0 ? Optional.empty() : Optional.of(number(tokens) + " " + name);
    }

    private DomContent chart() {
        return each(TokenChart.of(gist.steps(), gist.budget()).stream());
    }

    private List<DomContent> steps() {
        List<DomContent> sections = new ArrayList<>();
        long sum = 0;
        for (Step step : gist.steps()) {
            sum += step.spending().usage().total();
            sections.add(step(step, sum));
        }
        return sections;
    }

    private DomContent step(Step step, long sum) {
        String id = "step-" + step.number();
        return section(
                        header(
                                a(String.valueOf(step.number()))
                                        .withHref("#" + id)
                                        .withClass("number"),
                                span(kind(step)).withClass("kind"),
                                span("+" + since(step.entries().getFirst().at()))
                                        .withClass("time"),
                                each(spent(step, sum))),
                        each(step.events().stream().flatMap(EventItems::of)))
                .withId(id)
                .withClass("step");
    }

    private static String kind(Step step) {
        return step.events().stream()
                .filter(RunEvent.ModelAsked.class::isInstance)
                .map(RunEvent.ModelAsked.class::cast)
                .map(asked -> asked.purpose().name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("tools");
    }

    private static Stream<DomContent> spent(Step step, long sum) {
        Usage usage = step.spending().usage();
        return usage.calls() == 0
                ? Stream.empty()
                : Stream.of(
                        span(number(usage.input()) + " in, " + number(usage.output()) + " out, "
                                        + Figures.cost(step.spending().cost()))
                                .withClass("spent"),
                        span("Σ " + number(sum)).withClass("sum"));
    }

    private DomContent end() {
        return section(
                        header(
                                span("■").withClass("number"),
                                span(gist.stopReason()).withClass("kind"),
                                span("+" + since(lastMoment())).withClass("time")),
                        each(gist.ended().map(RunEvent.TaskEnded::message).stream()
                                .map(message -> div(Foreign.words(message)).withClasses("item", "note", mood()))),
                        each(gist.ended().map(RunEvent.TaskEnded::answer).stream()
                                .map(answer -> div(Foreign.words(answer)).withClasses("item", "answer"))))
                .withClasses("step", "end", mood());
    }

    private Instant lastMoment() {
        return gist.transcript().entries().stream().map(Transcript.Entry::at).reduce(began, (earlier, later) -> later);
    }

    private String since(Instant moment) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(began, moment).toMillis() / 1_000.0);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
