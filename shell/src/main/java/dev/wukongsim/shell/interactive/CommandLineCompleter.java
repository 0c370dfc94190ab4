package dev.wukongsim.shell.interactive;

import dev.wukongsim.shell.line.Option;
import dev.wukongsim.shell.line.Parameter;
import dev.wukongsim.shell.line.Usage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes command names, options, and files where a command takes one. */
final class CommandLineCompleter implements Completer {

    private static final List<String> FILES = List.of("FILE", "PATH", "AGENT");

    private final List<Usage> usages;
    private final Completer files = new FileNameCompleter();

    CommandLineCompleter(Collection<Usage> usages) {
        this.usages = List.copyOf(usages);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        completeNames(before, candidates);
        command(before).ifPresent(usage -> {
            if (line.word().startsWith("-")) {
                completeOptions(usage, before, candidates);
            } else if (takesFile(usage, before)) {
                files.complete(reader, line, candidates);
            }
        });
    }

    private void completeNames(List<String> before, List<Candidate> candidates) {
        for (Usage usage : usages) {
            List<String> name = List.of(usage.name().split(" "));
            if (name.size() > before.size() && name.subList(0, before.size()).equals(before)) {
                boolean last = name.size() == before.size() + 1;
                candidates.add(candidate(name.get(before.size()), last ? usage.summary() : ""));
            }
        }
    }

    private static void completeOptions(Usage usage, List<String> before, List<Candidate> candidates) {
        for (Option option : usage.options()) {
            if (option.kind() == Option.Kind.REPEATED || !before.contains("--" + option.name())) {
                candidates.add(candidate("--" + option.name(), option.summary()));
            }
        }
    }

    /** The command that has been typed, the longest if there are several. */
    private Optional<Usage> command(List<String> before) {
        return usages.stream()
                .filter(usage -> String.join(" ", before).concat(" ").startsWith(usage.name() + " "))
                .max(Comparator.comparingInt(usage -> usage.name().length()));
    }

    private static boolean takesFile(Usage usage, List<String> before) {
        String last = before.getLast();
        Optional<Option> pending = usage.options().stream()
                .filter(option -> last.equals("--" + option.name()) && option.kind() != Option.Kind.FLAG)
                .findFirst();
        return pending.map(option -> FILES.contains(option.value()))
                .orElseGet(
                        () -> usage.parameters().stream().map(Parameter::name).anyMatch(FILES::contains));
    }

    private static Candidate candidate(String word, String summary) {
        return new Candidate(word, word, null, summary.isEmpty() ? null : summary, null, null, true);
    }
}
