package dev.wukongsim.shell.line;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What {@code --help} says. */
public final class HelpText {

    private HelpText() {}

    /** The help for one command. */
    public static String of(Usage usage) {
        StringBuilder text =
                new StringBuilder("Usage: wukong %s%n%n  It %s.%n".formatted(usage.synopsis(), usage.summary()));
        if (!usage.options().isEmpty()) {
            text.append("%nOptions:%n".formatted());
        }
        usage.options().forEach(option -> text.append("  %-20s %s%n".formatted(option.typed(), option.summary())));
        return text.toString();
    }

    /** One line for each command, by name. */
    public static String of(Collection<Usage> usages) {
        return usages.stream()
                .sorted(Comparator.comparing(Usage::name))
                .map(usage -> "  %-16s %s%n".formatted(usage.name(), usage.summary()))
                .collect(Collectors.joining());
    }
}
