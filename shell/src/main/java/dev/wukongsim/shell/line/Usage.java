package dev.wukongsim.shell.line;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a command is called and what it takes. The parser, the help and the completion read nothing else.
 *
 * <pre>{@code
 * Usage.of("budget topup", "raises an account's limit")
 *         .takes("ACCOUNT")
 *         .takes("TOKENS")
 *         .requires("reason", "TEXT", "why, for those who read the books")
 * }</pre>
 *
 * @param name one word or more, separated by single spaces
 * @param summary in a few words, without a full stop
 */
public record Usage(String name, String summary, List<Parameter> parameters, List<Option> options) {

    public Usage {
        requireNonNull(name, "name is null");
        requireNonNull(summary, "summary is null");
        parameters = List.copyOf(parameters);
        options = List.copyOf(options);
    }

    public static Usage of(String name, String summary) {
        return new Usage(name, summary, List.of(), List.of());
    }

    public Usage takes(String parameter) {
        return with(new Parameter(parameter, Parameter.Count.ONE));
    }

    public Usage mayTake(String parameter) {
        return with(new Parameter(parameter, Parameter.Count.AT_MOST_ONE));
    }

    public Usage takesSome(String parameter) {
        return with(new Parameter(parameter, Parameter.Count.AT_LEAST_ONE));
    }

    public Usage mayTakeSome(String parameter) {
        return with(new Parameter(parameter, Parameter.Count.ANY_NUMBER));
    }

    public Usage flag(String option, String does) {
        return with(new Option(option, "", does, Option.Kind.FLAG));
    }

    public Usage option(String option, String value, String does) {
        return with(new Option(option, value, does, Option.Kind.OPTIONAL));
    }

    public Usage requires(String option, String value, String does) {
        return with(new Option(option, value, does, Option.Kind.REQUIRED));
    }

    public Usage repeats(String option, String value, String does) {
        return with(new Option(option, value, does, Option.Kind.REPEATED));
    }

    /** The whole command as a user types it, such as {@code run FILE [--seed N]}. */
    public String synopsis() {
        return Stream.of(
                        Stream.of(name),
                        parameters.stream().map(Parameter::synopsis),
                        options.stream().map(Option::synopsis))
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }

    Optional<Option> find(String option) {
        return options.stream().filter(known -> known.name().equals(option)).findFirst();
    }

    private Usage with(Parameter parameter) {
        return new Usage(name, summary, append(parameters, parameter), options);
    }

    private Usage with(Option option) {
        return new Usage(name, summary, parameters, append(options, option));
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
