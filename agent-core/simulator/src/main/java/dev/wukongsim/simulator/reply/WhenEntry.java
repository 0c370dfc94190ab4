package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The guards of a turn as a file writes them; the schema says more. */
record WhenEntry(
        @Nullable Integer turn,
        @Nullable Integer round,
        @Nullable String agent,
        @Nullable String step,
        @Nullable String system,
        @Nullable String user,
        @Nullable String lastMessage,
        @Nullable String toolResult,
        @Nullable Map<String, String> toolResults,
        @Nullable String tool,
        @Nullable List<PathEntry> jsonPath) {

    /** A guard on what stands at a JSON path. */
    record PathEntry(
            String path,
            @JsonProperty("equals") @Nullable String value,
            @Nullable String contains,
            @Nullable String matches) {

        private When when() {
            if (value != null) {
                return When.jsonPath(path, value);
            }
            return contains != null
                    ? When.jsonPathContains(path, contains)
                    : When.jsonPathMatches(path, requireNonNullElse(matches, ""));
        }
    }

    /**
     * The guards that can be understood.
     *
     * @param complaints take what is wrong with the others: a JSON pointer below this entry, and a message
     */
    When when(BiConsumer<String, String> complaints) {
        List<When> guards = new ArrayList<>();
        Optional.ofNullable(turn).map(When::turn).ifPresent(guards::add);
        Optional.ofNullable(round).map(When::round).ifPresent(guards::add);
        Optional.ofNullable(agent).map(When::agent).ifPresent(guards::add);
        Optional.ofNullable(step).map(When::step).ifPresent(guards::add);
        Optional.ofNullable(tool).map(When::offered).ifPresent(guards::add);
        Optional.ofNullable(system).map(When::system).ifPresent(guards::add);
        Optional.ofNullable(user).map(When::user).ifPresent(guards::add);
        Optional.ofNullable(lastMessage).map(When::lastMessage).ifPresent(guards::add);
        Optional.ofNullable(toolResult).map(When::toolResult).ifPresent(guards::add);
        requireNonNullElse(toolResults, Map.<String, String>of())
                .forEach((name, text) -> guards.add(When.toolResult(name, text)));
        List<PathEntry> paths = requireNonNullElse(jsonPath, List.of());
        for (int i = 0; i < paths.size(); i++) {
            String place = "/jsonPath/" + i;
            understood(paths.get(i)::when, message -> complaints.accept(place, message))
                    .ifPresent(guards::add);
        }
        return guards.stream().reduce(When.of(), When::and);
    }

    private static Optional<When> understood(Supplier<When> guard, Consumer<String> complaint) {
        try {
            return Optional.of(guard.get());
        } catch (IllegalArgumentException e) {
            complaint.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
