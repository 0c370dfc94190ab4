package dev.wukongsim.shell.render.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.testkit.transcript.RunGist;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class TracePageTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);

    /** Markup, ends of the places it might stand in, what steers a terminal, and what reorders or hides text. */
    private static final String HOSTILE = "</title></style></pre></details><script>alert(1)</script>"
            + "<img src=http://evil.example/x onerror=alert(1)>\" onload=\"alert(1)' x='<!--&lt;b&gt;"
            + "\u001b[2J\u0000\u202eyap\u2066\u200b\ufeff ]]>\n<svg/onload=alert(1)>";

    private static final Usage USAGE = new Usage(900, 100, 0, 100, 40, 1, false);

    @Test
    void isAPageThatTellsTheRun() {
        Document page = Jsoup.parse(page("plain"));

        assertThat(page.title()).isEqualTo("plain");
        assertThat(page.select("header .badge").text()).isEqualTo("budget_exhausted");
        assertThat(page.select("section.step > header"))
                .extracting(header -> String.join(" ", header.children().eachText()))
                .containsExactly(
                        "1 plan +0.0 s 1,800 in, 200 out, CNY 0.0020 Σ 2,000",
                        "2 tools +0.0 s",
                        "3 wrapup +0.0 s 900 in, 100 out, CNY 0.0010 Σ 3,000",
                        "■ budget_exhausted +0.0 s");
        assertThat(page.select(".figures div"))
                .extracting(figure ->
                        String.join(" ", figure.select("dt, dd > span").eachText()))
                .contains("tokens 3,000 of 6,000", "output 300 120 reasoning", "cost CNY 0.0030", "tool calls 1");
        assertThat(page.select("details.call dd").eachText()).containsExactly("plain");
        assertThat(page.select(".note .heading").eachText())
                .contains("model failed", "budget refused", "budget alert", "asks for approval", "agreed", "goes on");
        assertThat(page.select(".end .answer").text()).isEqualTo("plain");
    }

    @Test
    void drawsTokensOverSteps() {
        Document page = Jsoup.parse(page("plain"));

        assertThat(page.select("svg g > title").eachText())
                .containsExactly(
                        "step 1: 1,800 input, 200 output; 2,000 in all", "step 3: 900 input, 100 output; 3,000 in all");
        assertThat(page.select("svg line.limit")).hasSize(1);
    }

    @Test
    void showsHostileTextAsText() {
        String page = page(HOSTILE);
        Document parsed = Jsoup.parse(page);

        assertThat(kinds(parsed)).isEqualTo(kinds(Jsoup.parse(page("plain"))));
        assertThat(parsed.select("script, img, iframe, link, object, [src], [onload], [onerror], [style]"))
                .isEmpty();
        assertThat(parsed.select("details.thinking .words").text()).contains("<script>alert(1)</script>", "&lt;b&gt;");
        assertThat(page.codePoints().filter(TracePageTests::isDangerous)).isEmpty();
        assertThat(parsed.select("details.result pre").text()).contains("\\u001b[2J\\u0000\\u202eyap\\u2066\\u200b");
    }

    @Test
    void needsNothingButItself() {
        Document page = Jsoup.parse(page(HOSTILE));

        assertThat(page.select("[href]").eachAttr("href")).allMatch(link -> link.matches("#step-\\d+"));
        assertThat(page.select("style").html()).doesNotContain("url(", "@import");
    }

    @Test
    void letsABrowserApplyItsOwnStyleAndNothingElse() throws Exception {
        Document page = Jsoup.parse(page(HOSTILE));

        byte[] style = page.select("style").getFirst().data().getBytes(StandardCharsets.UTF_8);
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo("default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'");
    }

    @Test
    void isAPageBeforeAnythingHappened() {
        RunGist nothing = RunGist.of("t-1", TranscriptRecorder.inMemory(CLOCK).transcript());

        assertThat(Jsoup.parse(TracePage.of(nothing)).select("header .badge").text())
                .isEqualTo("unfinished");
    }

    /** Every element with its classes, in order. */
    private static List<String> kinds(Document page) {
        return page.getAllElements().stream().map(TracePageTests::kind).toList();
    }

    private static String kind(Element element) {
        Set<String> attributes = element.attributes().asList().stream()
                .map(attribute -> attribute.getKey())
                .collect(Collectors.toSet());
        return element.normalName() + element.classNames() + attributes;
    }

    private static boolean isDangerous(int point) {
        boolean layout = point == '\n' || point == '\t';
        return !layout && (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }

    /** Every kind of event, with a text wherever a model, a tool or a person may write one. */
    private static String page(String text) {
        var arguments = JsonNodeFactory.instance.objectNode().put(text, text);
        Money cost = new Money("CNY", 1_000);
        TranscriptRecorder recorder = TranscriptRecorder.inMemory(CLOCK);
        List.of(
                        new RunEvent.TaskStarted(text, text, text, text, text, text, 5_000),
                        new RunEvent.TaskForked(text, 1),
                        new RunEvent.ModelAsked(1, Purpose.PLAN, 1, text),
                        new RunEvent.ModelFailed(1, 1, ModelException.Kind.RATE, text, USAGE, cost, true),
                        new RunEvent.ModelReplied(
                                1, text, text, List.of(new RunEvent.RequestedCall(text, text, text)), 9, USAGE, cost),
                        new RunEvent.BudgetAlert(1, text, 80, 8, 10),
                        new RunEvent.ModelDegraded(1, text, text),
                        new RunEvent.ModelFellBack(1, text, text, ModelException.Kind.RATE),
                        new RunEvent.ToolCalled(2, text, text, arguments),
                        new RunEvent.ApprovalAsked(2, text, text, text),
                        new RunEvent.ApprovalAnswered(2, text, Approver.Answer.GRANTED, text, text),
                        new RunEvent.QuestionAsked(2, text, text),
                        new RunEvent.QuestionAnswered(2, text, text, text),
                        new RunEvent.ToolReturned(2, text, text, text, text),
                        new RunEvent.BudgetRefused(3, text),
                        new RunEvent.TaskResumed(3, 1, 6_000),
                        new RunEvent.ModelAsked(3, Purpose.WRAPUP, 1, null),
                        new RunEvent.ModelReplied(3, null, text, List.of(), 9, USAGE, cost),
                        new RunEvent.TaskEnded(StopReason.BUDGET_EXHAUSTED, text, text, USAGE, new Money("CNY", 3_000)))
                .forEach(recorder::onEvent);
        return TracePage.of(RunGist.of(text, recorder.transcript()));
    }
}
