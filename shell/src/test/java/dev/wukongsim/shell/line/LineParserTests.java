package dev.wukongsim.shell.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ParsedInput;

class LineParserTests {

    private static final Usage RUN = Usage.of("run", "runs one task file")
            .takes("FILE")
            .repeats("input", "k=v", "sets an input")
            .option("budget", "TOKENS", "limits the task")
            .flag("json", "prints JSON");
    private static final Usage BUDGET = Usage.of("budget", "shows accounts").mayTake("ACCOUNT");
    private static final Usage TOP_UP = Usage.of("budget topup", "raises a limit")
            .takes("ACCOUNT")
            .takes("TOKENS")
            .requires("reason", "TEXT", "why");
    private static final Usage VALIDATE = Usage.of("validate", "checks files").takesSome("FILE");

    private final LineParser parser = new LineParser(List.of(RUN, BUDGET, TOP_UP, VALIDATE));

    @Test
    void takesOptionsAndArgumentsInAnyOrder() {
        ParsedInput parsed = parser.parse("run --json task.yaml --budget 200");

        assertThat(arguments(parsed)).containsExactly("task.yaml");
        assertThat(options(parsed)).containsExactly("json=true", "budget=200");
    }

    @Test
    void keepsEveryValueOfARepeatedOption() {
        ParsedInput parsed = parser.parse("run task.yaml --input a=1 --input=b=2,3");

        assertThat(options(parsed)).containsExactly("input=a=1", "input=b=2,3");
    }

    @Test
    void prefersTheLongestCommandName() {
        ParsedInput topUp = parser.parse("budget topup task:t-1 500 --reason 'more receipts'");
        ParsedInput budget = parser.parse("budget task:t-1");

        assertThat(topUp.commandName()).isEqualTo("budget topup");
        assertThat(arguments(topUp)).containsExactly("task:t-1", "500");
        assertThat(options(topUp)).containsExactly("reason=more receipts");
        assertThat(budget.commandName()).isEqualTo("budget");
    }

    @Test
    void takesWordsOfAProcessAsTheyAre() {
        ParsedInput parsed = parser.parse(List.of("run", "my \"task\".yaml", "--input", "note=it's 王芳\n"));

        assertThat(arguments(parsed)).containsExactly("my \"task\".yaml");
        assertThat(options(parsed)).containsExactly("input=note=it's 王芳\n");
    }

    @Test
    void takesEverythingAfterTwoDashesAsArguments() {
        ParsedInput parsed = parser.parse("validate -- --odd-name.yaml -");

        assertThat(arguments(parsed)).containsExactly("--odd-name.yaml", "-");
    }

    @Test
    void asksNothingOfACommandThatOnlyWantsHelp() {
        ParsedInput parsed = parser.parse("budget topup -h");

        assertThat(parsed.commandName()).isEqualTo("budget topup");
        assertThat(options(parsed)).containsExactly("help=");
    }

    @Test
    void namesTheNearestCommand() {
        refusal("rnu task.yaml").hasMessage("Command 'rnu' not found; did you mean 'run'? 'wukong help' lists all");
        refusal("frobnicate").hasMessage("Command 'frobnicate' not found; 'wukong help' lists all");
    }

    @Test
    void namesTheNearestOption() {
        refusal("run task.yaml --jsno")
                .hasMessage("Command 'run' has no option '--jsno'; did you mean '--json'? 'wukong run --help' shows its"
                        + " usage");
        refusal("run task.yaml -v").hasMessage("Command 'run' has no option '-v'; 'wukong run --help' shows its usage");
    }

    @Test
    void refusesMissingAndSurplusWords() {
        refusal("run").hasMessageStartingWith("Command 'run' needs FILE;");
        refusal("validate").hasMessageStartingWith("Command 'validate' needs FILE;");
        refusal("budget topup task:t-1").hasMessageStartingWith("Command 'budget topup' needs --reason TEXT;");
        refusal("run a.yaml b.yaml").hasMessageStartingWith("Command 'run' has no place for 'b.yaml';");
    }

    @Test
    void refusesOptionsGivenWrongly() {
        refusal("run a.yaml --budget").hasMessageStartingWith("Option '--budget' needs a value: --budget TOKENS;");
        refusal("run a.yaml --budget --json").hasMessageStartingWith("Option '--budget' needs a value");
        refusal("run a.yaml --json=yes").hasMessageStartingWith("Option '--json' takes no value;");
        refusal("run a.yaml --budget 1 --budget 2")
                .hasMessageStartingWith("Option '--budget' may be given once, not 2 times;");
    }

    @Test
    void refusesAnOpenQuote() {
        refusal("run \"task.yaml").hasMessage("A quote is not closed in: run \"task.yaml");
    }

    private AbstractThrowableAssert<?, ?> refusal(String line) {
        return assertThatThrownBy(() -> parser.parse(line))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2));
    }

    private static List<String> arguments(ParsedInput parsed) {
        return parsed.arguments().stream().map(CommandArgument::value).toList();
    }

    private static List<String> options(ParsedInput parsed) {
        return parsed.options().stream().map(LineParserTests::text).toList();
    }

    private static String text(CommandOption option) {
        return option.longName() + "=" + option.value();
    }
}
