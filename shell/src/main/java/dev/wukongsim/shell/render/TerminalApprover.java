package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.tool.ToolCall;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Asks the person at the terminal, and shows the whole call: what is agreed to must have been seen. */
public final class TerminalApprover implements Approver {

    private static final Set<String> AGREEMENT = Set.of("y", "yes");

    private final Screen screen;
    private final AnswerReader answers;

    public TerminalApprover(Screen screen, AnswerReader answers) {
        this.screen = screen;
        this.answers = answers;
    }

    @Override
    public Answer ask(ToolCall call, String reason) {
        screen.whole(new Row("", Row.PLAIN, call.arguments().toPrettyString()));
        screen.piece(Screen.margin("?") + "Agree to " + Printable.line(call.name()) + "? [y/N] ", Row.ASKING);
        screen.flush();
        String answer = answers.readLine().orElse("");
        return AGREEMENT.contains(answer.strip().toLowerCase(Locale.ROOT)) ? Answer.GRANTED : Answer.DENIED;
    }

    @Override
    public Optional<String> answer(String question) {
        screen.piece(Screen.margin("?") + "Your answer, or nothing to answer later: ", Row.ASKING);
        screen.flush();
        return answers.readLine().map(String::strip).filter(text -> !text.isEmpty());
    }
}
