package dev.wukongsim.shell.line;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.ParsedInput;

/**
 * Parses lines for Spring Shell, strictly: a word that the command's {@link Usage} has no place for is an error, where
 * Shell's own parser lets it pass.
 */
public final class LineParser implements CommandParser {

    static final String HELP = "help";

    private final Map<String, Usage> usages = new TreeMap<>();

    public LineParser(Collection<Usage> usages) {
        usages.forEach(usage -> this.usages.put(usage.name(), usage));
    }

    /** @throws CommandFailure if the line is no command */
    @Override
    public ParsedInput parse(String line) {
        return parse(LineWords.of(line));
    }

    /**
     * Parse words that need no splitting, such as the arguments of a process.
     *
     * @throws CommandFailure if the words are no command
     */
    public ParsedInput parse(List<String> words) {
        Usage usage = usage(words);
        List<String> name = List.of(usage.name().split(" "));
        return new WordsOfCommand(usage, words.subList(name.size(), words.size())).parse();
    }

    private Usage usage(List<String> words) {
        return IntStream.iterate(words.size(), count -> count > 0, count -> count - 1)
                .mapToObj(count -> usages.get(String.join(" ", words.subList(0, count))))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseThrow(() -> unknown(words));
    }

    private CommandFailure unknown(List<String> words) {
        String first = words.getFirst();
        List<String> parts = usages.keySet().stream()
                .filter(name -> name.startsWith(first + " "))
                .toList();
        if (!parts.isEmpty()) {
            return CommandFailure.usage("Command '%s' is one of: %s".formatted(first, String.join(", ", parts)));
        }
        return CommandFailure.usage("Command '%s' not found%s 'wukong help' lists all"
                .formatted(first, Nearest.question(first, usages.keySet(), "")));
    }
}
