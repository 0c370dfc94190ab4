package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.shell.line.StandardStreams;
import dev.wukongsim.shell.render.AnswerReader;
import dev.wukongsim.shell.render.LiveProgress;
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

    /** Whether results may be drawn with block characters. */
    boolean draws() {
        return facts.output();
    }

    /** Shows a run on standard error as it happens. */
    LiveProgress progress() {
        return new LiveProgress(errors(), facts.error());
    }

    /** Whether the person who reads standard error has no need to read this answer again. */
    boolean hasShown(LiveProgress progress, RunResult result) {
        return facts.output() && result.answer().filter(progress::hasShown).isPresent();
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
