package dev.wukongsim.shell.render.page;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.testkit.transcript.JsonText;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an event of a run looks like on a page, within its step. */
final class EventItems {

    private EventItems() {}

    /** Nothing for what the page tells in other places: the beginning, the end, and the heading of a step. */
    static Stream<DomContent> of(RunEvent event) {
        return switch (event) {
            case RunEvent.TaskStarted started -> Stream.empty();
            case RunEvent.ModelAsked asked -> folded("prompt", "prompt", asked.prompt());
            case RunEvent.ModelReplied replied -> replied(replied);
            case RunEvent.ModelFailed failed ->
                note(
                        "bad",
                        "model failed",
                        word(failed.kind()) + ": " + failed.message() + (failed.retrying() ? "; trying again" : ""));
            case RunEvent.BudgetRefused refused -> note("bad", "budget refused", refused.reason());
            case RunEvent.BudgetAlert alert -> note("asking", "budget alert", alert(alert));
            case RunEvent.ModelDegraded degraded ->
                note("asking", "cheaper model", degraded.to() + " instead of " + degraded.from());
            case RunEvent.ModelFellBack fellBack ->
                note(
                        "asking",
                        "other model",
                        fellBack.to() + " instead of " + fellBack.from() + " (" + word(fellBack.kind()) + ")");
            case RunEvent.TaskForked forked ->
                note("asking", "fork", "from step " + forked.step() + " of " + forked.parent() + " on");
            case RunEvent.TaskResumed resumed ->
                note("good", "goes on", String.format(Locale.ROOT, "with %,d tokens in all", resumed.budget()));
            case RunEvent.ToolCalled called -> Stream.of(called(called));
            case RunEvent.ApprovalAsked asked -> note("asking", "asks for approval", asked.reason());
            case RunEvent.ApprovalAnswered answered -> answered(answered);
            case RunEvent.QuestionAsked question -> note("asking", "asks", question.question());
            case RunEvent.QuestionAnswered answered -> told(answered);
            case RunEvent.ToolReturned returned -> Stream.of(returned(returned));
            case RunEvent.TaskEnded ended -> Stream.empty();
        };
    }

    private static Stream<DomContent> replied(RunEvent.ModelReplied replied) {
        return Stream.of(
                        folded("thinking", "thinking", replied.thinking()),
                        words(replied.text()),
                        wanted(replied.calls()))
                .flatMap(items -> items);
    }

    private static Stream<DomContent> wanted(List<RunEvent.RequestedCall> calls) {
        return calls.isEmpty()
                ? Stream.empty()
                : note(
                        "wants",
                        "wants",
                        calls.stream().map(RunEvent.RequestedCall::name).collect(Collectors.joining(", ")));
    }

    private static DomContent called(RunEvent.ToolCalled called) {
        return Foreign.folded(
                "call",
                Foreign.line("→ " + called.name()),
                called.arguments().toString(),
                dl(each(called.arguments().properties().stream().flatMap(EventItems::argument))));
    }

    private static Stream<DomContent> argument(Map.Entry<String, JsonNode> argument) {
        JsonNode value = argument.getValue();
        return Stream.of(
                dt(Foreign.line(argument.getKey())),
                dd(Foreign.block(value.isTextual() ? value.asText() : JsonText.pretty(value.toString()))));
    }

    private static DomContent returned(RunEvent.ToolReturned returned) {
        boolean success = returned.outcome().equals("success");
        return Foreign.folded(
                        success ? "result" : "result bad",
                        Foreign.line(success ? "←" : "← " + returned.outcome()),
                        returned.content(),
                        Foreign.block(JsonText.pretty(returned.content())))
                .condAttr(!success, "open", null);
    }

    private static Stream<DomContent> answered(RunEvent.ApprovalAnswered answered) {
        String who = (answered.by() == null ? "" : answered.by())
                + (answered.reason() == null ? "" : ": " + answered.reason());
        return switch (answered.answer()) {
            case GRANTED -> note("good", "agreed", who);
            case DENIED -> note("bad", "not agreed", who);
            case NOBODY -> note("asking", "not agreed", "nobody was there to agree");
        };
    }

    private static Stream<DomContent> told(RunEvent.QuestionAnswered answered) {
        return answered.text() == null
                ? note("bad", "no answer", "nobody answered in time")
                : note("good", "answer", answered.by() + ": " + answered.text());
    }

    private static String alert(RunEvent.BudgetAlert alert) {
        return String.format(
                Locale.ROOT,
                "account '%s' has reached %d %%: %,d of %,d spent",
                alert.account(),
                alert.percent(),
                alert.spent(),
                alert.limit());
    }

    private static Stream<DomContent> folded(String kind, String heading, @Nullable String text) {
        return text == null || text.isBlank()
                ? Stream.empty()
                : Stream.of(Foreign.folded(kind, span(heading), text, Foreign.words(text)));
    }

    private static Stream<DomContent> words(@Nullable String text) {
        return text == null || text.isBlank()
                ? Stream.empty()
                : Stream.of(div(Foreign.words(text)).withClasses("item", "text"));
    }

    private static Stream<DomContent> note(String kind, String heading, String text) {
        return Stream.of(
                div(span(heading).withClass("heading"), Foreign.line(text)).withClasses("item", "note", kind));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
