package dev.wukongsim.shell.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.shell.line.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineCompleterTests {

    private final CommandLineCompleter completer = new CommandLineCompleter(List.of(
            Usage.of("run", "runs one task file")
                    .takes("FILE")
                    .option("seed", "N", "")
                    .flag("json", ""),
            Usage.of("budget", "shows accounts").mayTake("ACCOUNT"),
            Usage.of("budget topup", "raises a limit").takes("ACCOUNT").requires("reason", "TEXT", "")));

    @Test
    void offersCommands() throws IOException {
        assertThat(complete("")).containsExactlyInAnyOrder("run", "budget", "budget");
    }

    @Test
    void offersTheSecondWordOfACommand() throws IOException {
        assertThat(complete("budget ")).containsExactly("topup");
    }

    @Test
    void offersOptionsNotGivenYet() throws IOException {
        assertThat(complete("run task.yaml --json -")).containsExactly("--seed");
    }

    @Test
    void offersFilesWhereACommandTakesOne(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("task.yaml"));

        assertThat(complete("run " + folder + "/")).containsExactly(folder + "/task.yaml");
    }

    @Test
    void offersNoFilesWhereACommandTakesNone() throws IOException {
        assertThat(complete("budget topup ./")).isEmpty();
    }

    private List<String> complete(String line) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        try (Terminal terminal =
                new DumbTerminal(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream())) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            completer.complete(
                    reader, new DefaultParser().parse(line, line.length(), Parser.ParseContext.COMPLETE), candidates);
        }
        return candidates.stream().map(Candidate::value).toList();
    }
}
