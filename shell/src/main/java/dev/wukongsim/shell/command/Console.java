package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.shell.line.StandardStreams;
import dev.wukongsim.shell.render.AnswerReader;
import dev.wukongsim.shell.render.LiveProgress;
import dev.wukongsim.shell.render.LiveProgress.Words;
import dev.wukongsim.shell.render.Screen;
import dev.wukongsim.shell.render.TerminalApprover;
import dev.wukongsim.shell.render.TerminalFacts;
import java.io.PrintWriter;
import org.springframework.stereotype.Component;

/** The streams of the process as commands use them. */
@Component
final class Console {

    private final StandardStreams streams;
    private final TerminalFacts facts;

    Console(StandardStreams streams, TerminalFacts facts) {
        this.streams = streams;
        this.facts = facts;
    }

    PrintWriter err() {
        return streams.err();
    }

    /** Results, for whoever reads them. */
    Screen results(PrintWriter out) {
        return new Screen(out, facts.output() && facts.colours(), facts.columns());
    }

    /** Shows a run on standard error as it happens; the answer follows. */
    LiveProgress progress() {
        return new LiveProgress(errors(), facts.error() ? Words.IN_PASSING : Words.HIDDEN);
    }

    /** Shows a turn of a conversation; at a terminal this is where the answer is read. */
    LiveProgress conversation() {
        return hasShownAnswers() ? new LiveProgress(errors(), Words.AS_ANSWER) : progress();
    }

    /** Whether what { #conversation()} shows is read by the same person as the results. */
    boolean hasShownAnswers() {
        return facts.output() && facts.error();
    }

    /** Invite the person at the terminal to type; says nothing without one. */
    void prompt(String text) {
        if (facts.input() && facts.error()) {
            streams.err().print(text);
            streams.err().flush();
        }
    }

    /** The person at the terminal; nobody if there is none. */
    Approver approver() {
        return facts.input() && facts.error() ? new TerminalApprover(errors(), answers()) : Approver.nobody();
    }

    AnswerReader answers() {
        return new AnswerReader(streams.in(), facts.input());
    }

    Screen errors() {
        return new Screen(streams.err(), facts.error() && facts.colours(), facts.columns());
    }
}
