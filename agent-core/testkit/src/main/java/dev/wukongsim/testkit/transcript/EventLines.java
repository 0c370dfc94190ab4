package dev.wukongsim.testkit.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.event.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said and done in an event, line by line, for comparing. Left out is what differs by nature (call ids), what was
 * spent, and what was asked of and came of the whole task.
 */
final class EventLines {

    private static final String MARGIN = "  ";

    private EventLines() {}

    static Stream<String> of(RunEvent event) {
        return switch (event) {
            case RunEvent.TaskStarted started -> Stream.empty();
            case RunEvent.ModelAsked asked -> text(asked(asked), asked.prompt());
            case RunEvent.ModelReplied replied -> replied(replied);
            case RunEvent.ModelFailed failed ->
                text(
                        "! the model failed: " + lower(failed.kind()) + (failed.retrying() ? ", trying again" : ""),
                        failed.message());
            case RunEvent.BudgetRefused refused -> text("! the budget refused", refused.reason());
            case RunEvent.BudgetAlert alert -> Stream.empty();
            case RunEvent.ModelDegraded degraded -> Stream.of("! " + degraded.to() + " instead of " + degraded.from());
            case RunEvent.ModelFellBack fellBack ->
                Stream.of("! " + fellBack.to() + " instead of " + fellBack.from() + ": " + lower(fellBack.kind()));
            case RunEvent.TaskForked forked -> Stream.empty();
            case RunEvent.TaskResumed resumed ->
                Stream.of(String.format(Locale.ROOT, "▶ goes on with %,d tokens", resumed.budget()));
            case RunEvent.ToolCalled called ->
                Stream.concat(Stream.of("→ " + called.name()), arguments(called.arguments()));
            case RunEvent.ApprovalAsked asked -> text("? " + asked.name(), asked.reason());
            case RunEvent.ApprovalAnswered answered -> text("? " + lower(answered.answer()), answered.reason());
            case RunEvent.QuestionAsked question -> text("? question", question.question());
            case RunEvent.QuestionAnswered answered -> text("? answer", answered.text());
            case RunEvent.ToolReturned returned ->
                text("← " + returned.name() + ": " + returned.outcome(), JsonText.pretty(returned.content()));
            case RunEvent.TaskEnded ended -> Stream.of("■ " + ended.stopReason().word());
        };
    }

    private static String asked(RunEvent.ModelAsked asked) {
        return "… " + lower(asked.purpose()) + (asked.attempt() == 1 ? "" : ", attempt " + asked.attempt());
    }

    private static Stream<String> replied(RunEvent.ModelReplied replied) {
        List<String> lines = new ArrayList<>();
        lines("~ ", replied.thinking()).forEach(lines::add);
        lines("", replied.text()).forEach(lines::add);
        for (RunEvent.RequestedCall call : replied.calls()) {
            lines.add("⇢ " + call.name());
            requested(call.arguments()).forEach(lines::add);
        }
        return lines.stream();
    }

    private static Stream<String> requested(String arguments) {
        return JsonText.read(arguments)
                .filter(JsonNode::isObject)
                .map(EventLines::arguments)
                .orElseGet(() -> lines(MARGIN, arguments));
    }

    /** One line for each argument, and for each further line of a text, in the order of their names. */
    private static Stream<String> arguments(JsonNode arguments) {
        return arguments.properties().stream()
                .sorted((one, other) -> one.getKey().compareTo(other.getKey()))
                .flatMap(argument -> lines(MARGIN, argument.getKey() + ": " + JsonText.value(argument.getValue())));
    }

    private static Stream<String> text(String heading, @Nullable String text) {
        return Stream.concat(Stream.of(heading), lines(MARGIN, text));
    }

    private static Stream<String> lines(String margin, @Nullable String text) {
        return text == null ? Stream.empty() : text.strip().lines().map(line -> margin + line);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
