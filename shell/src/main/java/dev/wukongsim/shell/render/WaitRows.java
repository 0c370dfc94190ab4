package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.turn.tool.Approval;
import dev.wukongsim.runtime.turn.tool.Question;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;

/** What a person sees of what tasks wait for: one line each, or everything about one. */
public final class WaitRows {

    /** As much as fits beside the rest, in columns. */
    private static final int GIST = 72;

    private final Instant now;

    /** @param now decides how much time is left */
    public WaitRows(Instant now) {
        this.now = now;
    }

    /** One line each. */
    public Table list(List<Wait> waits) {
        Table table = new Table();
        for (Wait wait : waits) {
            table.row(
                    wait.id(),
                    wait.kind().name().toLowerCase(Locale.ROOT),
                    wait.task(),
                    left(wait),
                    shortened(gist(wait)));
        }
        return table;
    }

    /** Everything about one, with the whole arguments of a call: what is agreed to must have been seen. */
    public void print(Wait wait, PrintWriter out) {
        card(wait).print(out);
        if (wait.kind() == Wait.Kind.APPROVAL) {
            out.println(Printable.text(Approval.of(wait).arguments().toPrettyString()));
            out.flush();
        }
    }

    private Table card(Wait wait) {
        Table table = new Table()
                .row("id", wait.id())
                .row("kind", wait.kind().name().toLowerCase(Locale.ROOT))
                .row("task", wait.task())
                .row("since", wait.since())
                .row("until", left(wait));
        JsonNode subject = Canonical.read(wait.subject(), JsonNode.class);
        switch (wait.kind()) {
            case APPROVAL -> {
                Approval approval = Approval.of(wait);
                table.row("agent", approval.agent() + ", for " + approval.employee())
                        .row("tool", approval.tool())
                        .row("risk", approval.risk().name().toLowerCase(Locale.ROOT))
                        .row("because", approval.reason());
            }
            case QUESTION -> {
                Question question = Question.of(wait);
                table.row("agent", question.agent() + ", asks " + question.employee())
                        .row("asks", question.question());
            }
            case DOUBT ->
                table.row(
                        "step",
                        subject.path("step").asInt() + " ('"
                                + subject.path("name").asText() + "'), attempt "
                                + subject.path("attempt").asInt());
            case ALLOWANCE, SIGNAL -> table.row("about", subject.isTextual() ? subject.asText() : subject);
        }
        return table;
    }

    private static String shortened(String gist) {
        return Screen.fitted(new AttributedString(Printable.line(gist)), GIST).toString();
    }

    private static String gist(Wait wait) {
        return switch (wait.kind()) {
            case APPROVAL -> {
                Approval approval = Approval.of(wait);
                yield approval.tool() + " for " + approval.employee() + " " + approval.arguments();
            }
            case QUESTION -> Question.of(wait).question();
            case DOUBT ->
                "step "
                        + Canonical.read(wait.subject(), JsonNode.class)
                                .path("step")
                                .asInt() + " may have happened";
            case ALLOWANCE -> Canonical.read(wait.subject(), String.class);
            case SIGNAL -> wait.signal();
        };
    }

    private String left(Wait wait) {
        if (wait.until().equals(Wait.FOREVER)) {
            return "no limit";
        }
        Duration left = Duration.between(now, wait.until());
        if (!left.isPositive()) {
            return "time is up";
        }
        return left.toDays() > 0
                ? left.toDays() + " d " + left.toHoursPart() + " h left"
                : left.toHours() + " h " + left.toMinutesPart() + " min left";
    }
}
