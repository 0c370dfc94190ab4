package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** What an event of a run looks like. */
final class EventRows {

    private EventRows() {}

    static List<Row> of(RunEvent event) {
        return switch (event) {
            case RunEvent.TaskStarted started -> List.of(started(started));
            case RunEvent.ModelAsked asked -> asked(asked);
            case RunEvent.ModelReplied replied -> replied(replied);
            case RunEvent.ModelFailed failed -> List.of(failed(failed));
            case RunEvent.BudgetRefused refused -> List.of(new Row("!", Row.BAD, refused.reason()));
            case RunEvent.BudgetAlert alert -> List.of(alert(alert));
            case RunEvent.ModelDegraded degraded ->
                List.of(new Row("!", Row.ASKING, "from here on " + degraded.to() + " instead of " + degraded.from()));
            case RunEvent.ModelFellBack fellBack -> List.of(fellBack(fellBack));
            case RunEvent.TaskForked forked ->
                List.of(new Row("", Row.DIM, "from step " + forked.step() + " of " + forked.parent() + " on"));
            case RunEvent.TaskResumed resumed ->
                List.of(new Row(
                        "▶",
                        Row.GOOD,
                        String.format(Locale.ROOT, "goes on, with %,d tokens in all", resumed.budget())));
            case RunEvent.ToolCalled called ->
                List.of(new Row("→", Row.STRONG, called.name() + " " + called.arguments()));
            case RunEvent.ApprovalAsked asked -> List.of(new Row("?", Row.ASKING, asked.reason()));
            case RunEvent.ApprovalAnswered answered -> List.of(answered(answered));
            case RunEvent.QuestionAsked question -> List.of(new Row("?", Row.ASKING, question.question()));
            case RunEvent.QuestionAnswered answered -> List.of(told(answered));
            case RunEvent.ToolReturned returned -> List.of(returned(returned));
            case RunEvent.TaskEnded ended -> List.of(ended(ended));
        };
    }

    private static Row started(RunEvent.TaskStarted started) {
        return new Row(
                "",
                Row.STRONG,
                "%s: %s (%s, %s) for %s, %,d tokens"
                        .formatted(
                                started.task(),
                                started.agent(),
                                started.planner(),
                                started.model(),
                                started.employee(),
                                started.budget()));
    }

    private static List<Row> asked(RunEvent.ModelAsked asked) {
        return rows(asked.prompt(), Row.DIM, "…").toList();
    }

    private static List<Row> replied(RunEvent.ModelReplied replied) {
        return Stream.concat(rows(replied.thinking(), Row.DIM, ""), rows(replied.text(), Row.PLAIN, ""))
                .toList();
    }

    private static Row failed(RunEvent.ModelFailed failed) {
        return new Row(
                "!",
                Row.BAD,
                "%s: %s%s"
                        .formatted(
                                failed.kind().name().toLowerCase(Locale.ROOT),
                                failed.message(),
                                failed.retrying() ? "; trying again" : ""));
    }

    private static Row fellBack(RunEvent.ModelFellBack fellBack) {
        return new Row(
                "!",
                Row.ASKING,
                "%s cannot answer (%s); from here on %s"
                        .formatted(fellBack.from(), fellBack.kind().name().toLowerCase(Locale.ROOT), fellBack.to()));
    }

    private static Row alert(RunEvent.BudgetAlert alert) {
        return new Row(
                "!",
                Row.ASKING,
                String.format(
                        Locale.ROOT,
                        "account '%s' has reached %d %%: %,d of %,d spent",
                        alert.account(),
                        alert.percent(),
                        alert.spent(),
                        alert.limit()));
    }

    private static Row answered(RunEvent.ApprovalAnswered answered) {
        String who = answered.by() == null ? "" : answered.by() + " ";
        String why = answered.reason() == null ? "" : ": " + answered.reason();
        return switch (answered.answer()) {
            case GRANTED -> new Row("✓", Row.GOOD, who + "agreed" + why);
            case DENIED -> new Row("✗", Row.BAD, who + "did not agree" + why);
            case NOBODY -> new Row("✗", Row.ASKING, "nobody is there to agree");
        };
    }

    private static Row told(RunEvent.QuestionAnswered answered) {
        return answered.text() == null
                ? new Row("✗", Row.BAD, "nobody answered in time")
                : new Row("✓", Row.GOOD, answered.by() + ": " + answered.text());
    }

    private static Row returned(RunEvent.ToolReturned returned) {
        return returned.outcome().equals("success")
                ? new Row("←", Row.GOOD, returned.content())
                : new Row("←", Row.BAD, returned.outcome() + ": " + returned.content());
    }

    private static Row ended(RunEvent.TaskEnded ended) {
        boolean completed = ended.stopReason() == StopReason.COMPLETED;
        String message = ended.message() == null ? "" : ": " + ended.message();
        return new Row("■", completed ? Row.GOOD : Row.BAD, ended.stopReason().word() + message);
    }

    private static Stream<Row> rows(@Nullable String text, AttributedStyle style, String mark) {
        return text == null || text.isBlank() ? Stream.empty() : Stream.of(new Row(mark, style, text.strip()));
    }
}
