package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.Screen;
import dev.wukongsim.shell.render.SuiteJson;
import dev.wukongsim.shell.render.SuiteText;
import dev.wukongsim.shell.render.TraceText;
import dev.wukongsim.testkit.suite.CaseResult;
import dev.wukongsim.testkit.suite.CaseRunner;
import dev.wukongsim.testkit.suite.JunitXml;
import dev.wukongsim.testkit.suite.SuiteReport;
import dev.wukongsim.testkit.suite.SuiteRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
final class TestCommand implements ShellCommand {

    private final Clock clock;
    private final Console console;

    TestCommand(Clock clock, Console console) {
        this.clock = clock;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("test", "runs regression suites against the mocked model")
                .takesSome("PATH")
                .option("junit", "FILE", "also writes the results as JUnit XML")
                .option("filter", "TEXT", "runs only cases whose suite/case contains the text")
                .option("seed", "N", "of all that is random; 0 by default")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        boolean json = invocation.flag("json");
        Screen screen = json ? console.errors() : console.results(invocation.out());
        SuiteText text = new SuiteText(screen);
        SuiteReport report = run(invocation, text);
        invocation.option("junit").ifPresent(file -> write(report, Path.of(file)));
        report.cases().stream().filter(test -> !test.passed()).forEach(this::printTranscript);
        text.print(report);
        if (invocation.option("filter").isEmpty()) {
            new SuiteText(console.errors()).printUnusedReplies(report);
        }
        if (json) {
            invocation.out().println(SuiteJson.of(report));
        }
        return report.failed() == 0 ? 0 : StopReason.REGRESSION.exitCode();
    }

    private SuiteReport run(Invocation invocation, SuiteText text) {
        List<Path> paths = invocation.arguments().stream().map(Path::of).toList();
        String filter = invocation.option("filter").orElse("");
        long seed = Overrides.seed(invocation);
        SuiteReport report = new SuiteRunner(new CaseRunner(seed, clock)).run(paths, filter, text::print);
        if (report.cases().isEmpty()) {
            throw CommandFailure.usage("No case's name contains '" + filter + "'; leave --filter out to run all");
        }
        return report;
    }

    /** A red case shows what happened in it. */
    private void printTranscript(CaseResult test) {
        console.err().println("Transcript of " + test.suite() + "/" + test.name() + ":");
        new TraceText(console.errors()).print(test.transcript());
    }

    private static void write(SuiteReport report, Path file) {
        try {
            JunitXml.write(report, file);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "JUnit file '" + file + "' cannot be written: " + e.getMessage(), e);
        }
    }
}
