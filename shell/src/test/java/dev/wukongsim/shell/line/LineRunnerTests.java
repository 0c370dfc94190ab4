package dev.wukongsim.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.shell.core.command.CommandRegistry;

class LineRunnerTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private record Scripted(Usage usage, ToIntFunction<Invocation> body) implements ShellCommand {

        @Override
        public int run(Invocation invocation) {
            return body.applyAsInt(invocation);
        }
    }

    private final ShellCommand echo = new Scripted(
            Usage.of("echo", "says it again").mayTakeSome("WORD").option("times", "N", "how often"), invocation -> {
                invocation.number("times").ifPresent(times -> invocation.out().print(times + " x "));
                invocation.out().println(String.join(" ", invocation.arguments()));
                return 0;
            });
    private final ShellCommand refuse = new Scripted(Usage.of("refuse", "fails"), invocation -> {
        throw new CommandFailure(5, "Tool 'x' is not yours\u001b[2J; ask for it");
    });
    private final ShellCommand stop = new Scripted(Usage.of("stop", "ends with 4"), invocation -> 4);
    private final ShellCommand broken = new Scripted(Usage.of("broken", "throws"), invocation -> {
        throw new IllegalStateException("nobody expected this");
    });
    private final List<ShellCommand> commands = List.of(echo, refuse, stop, broken);
    private final LineRunner runner = new LineRunner(
            new LineParser(commands.stream().map(ShellCommand::usage).toList()),
            new CommandRegistry(Set.copyOf(commands)),
            new PrintWriter(out),
            new PrintWriter(err, true),
            thrown -> thrown.getCause() instanceof CommandFailure failure ? Optional.of(failure) : Optional.empty(),
            new StopRequest());

    @Test
    void printsTheResultAndNothingElse() {
        int exitCode = runner.run(List.of("echo", "hello  there"));

        assertThat(exitCode).isZero();
        assertThat(out).hasToString("hello  there" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void handsOnTheExitCodeOfACommand() {
        assertThat(runner.run("stop")).isEqualTo(4);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void reportsAFailureInOneHarmlessLine() {
        int exitCode = runner.run("refuse");

        assertThat(exitCode).isEqualTo(5);
        assertThat(err.toString()).isEqualToIgnoringNewLines("wukong: Tool 'x' is not yours\\u001b[2J; ask for it");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void reportsTheUnexpectedWithoutAStackTrace() {
        int exitCode = runner.run("broken");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("internal error", "nobody expected this");
    }

    @Test
    void refusesANumberThatIsNone() {
        int exitCode = runner.run("echo --times many");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("Option '--times' takes a whole number, not 'many'");
    }

    @Test
    void explainsACommandInsteadOfRunningIt() {
        int exitCode = runner.run("stop --help");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("Usage: wukong stop", "It ends with 4.");
    }

    @Test
    void skipsBlankLinesAndComments() {
        assertThat(runner.run("  ")).isZero();
        assertThat(runner.run("  # echo not this")).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void stopsAScriptAtTheFirstFailure() {
        int exitCode = script("# first\n\necho one\nstop\necho two\n");

        assertThat(exitCode).isEqualTo(4);
        assertThat(out.toString()).isEqualToIgnoringNewLines("one");
    }

    @Test
    void endsAScriptAtExit() {
        int exitCode = script("echo one\nexit\nstop\n");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("one");
    }

    @Test
    void runsAScriptFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("first.wukong"), "echo one\n");

        int exitCode = new ScriptRunner(runner).run(file);

        assertThat(exitCode).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("one");
    }

    @Test
    void saysWhichScriptIsMissing() {
        int exitCode = new ScriptRunner(runner).run(Path.of("no-such.script"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("wukong: Script 'no-such.script' not found");
    }

    private int script(String lines) {
        return new ScriptRunner(runner).run(new BufferedReader(new StringReader(lines)));
    }
}
