package dev.wukongsim.shell.line;

import java.util.List;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ParsedInput;

/** Parses what follows a command's name. Words after {@code --} are arguments, whatever they look like. */
final class WordsOfCommand {

    private final Usage usage;
    private final List<String> words;
    private final ParsedInput.Builder parsed;
    private int next;
    private int arguments;

    WordsOfCommand(Usage usage, List<String> words) {
        this.usage = usage;
        this.words = words;
        this.parsed = ParsedInput.builder().commandName(usage.name());
    }

    ParsedInput parse() {
        if (asksForHelp()) {
            return parsed.addOption(option(LineParser.HELP, "")).build();
        }
        boolean optionsMayFollow = true;
        while (next < words.size()) {
            String word = words.get(next++);
            if (optionsMayFollow && word.equals("--")) {
                optionsMayFollow = false;
            } else if (optionsMayFollow && isOption(word)) {
                addOption(word);
            } else {
                parsed.addArgument(new CommandArgument(arguments++, word));
            }
        }
        ParsedInput all = parsed.build();
        requireComplete(all);
        return all;
    }

    private boolean asksForHelp() {
        return words.stream()
                .takeWhile(word -> !word.equals("--"))
                .anyMatch(word -> word.equals("--help") || word.equals("-h"));
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-") && !Character.isDigit(word.charAt(1));
    }

    private void addOption(String word) {
        int equals = word.indexOf('=');
        String typed = equals < 0 ? word : word.substring(0, equals);
        Option option = known(typed);
        if (option.kind() == Option.Kind.FLAG) {
            if (equals >= 0) {
                throw wrong("Option '%s' takes no value;".formatted(typed));
            }
            parsed.addOption(option(option.name(), "true"));
            return;
        }
        parsed.addOption(option(option.name(), equals < 0 ? nextWord(option) : word.substring(equals + 1)));
    }

    private Option known(String typed) {
        String name = typed.startsWith("--") ? typed.substring(2) : typed.substring(1);
        return usage.find(name)
                .filter(option -> typed.startsWith("--"))
                .orElseThrow(
                        () -> wrong("Command '%s' has no option '%s'%s".formatted(usage.name(), typed, guess(name))));
    }

    private String guess(String name) {
        return Nearest.question(name, usage.options().stream().map(Option::name).toList(), "--");
    }

    private String nextWord(Option option) {
        if (next == words.size() || isOption(words.get(next))) {
            throw wrong("Option '--%s' needs a value: %s;".formatted(option.name(), option.typed()));
        }
        return words.get(next++);
    }

    private void requireComplete(ParsedInput all) {
        usage.options().forEach(option -> requireCount(option, all));
        List<Parameter> parameters = usage.parameters();
        long atLeast = parameters.stream().filter(Parameter::required).count();
        if (arguments < atLeast) {
            throw wrong("Command '%s' needs %s;"
                    .formatted(usage.name(), parameters.get(arguments).name()));
        }
        boolean openEnded = parameters.stream().anyMatch(Parameter::openEnded);
        if (!openEnded && arguments > parameters.size()) {
            throw wrong("Command '%s' has no place for '%s';"
                    .formatted(
                            usage.name(), all.arguments().get(parameters.size()).value()));
        }
    }

    private void requireCount(Option option, ParsedInput all) {
        long given = all.options().stream()
                .filter(one -> option.name().equals(one.longName()))
                .count();
        if (given == 0 && option.kind() == Option.Kind.REQUIRED) {
            throw wrong("Command '%s' needs %s;".formatted(usage.name(), option.typed()));
        }
        if (given > 1 && option.kind() != Option.Kind.REPEATED) {
            throw wrong("Option '--%s' may be given once, not %d times;".formatted(option.name(), given));
        }
    }

    private CommandFailure wrong(String sentence) {
        return CommandFailure.usage(sentence + " 'wukong " + usage.name() + " --help' shows its usage");
    }

    private static CommandOption option(String name, String value) {
        return CommandOption.with().longName(name).value(value).build();
    }
}
