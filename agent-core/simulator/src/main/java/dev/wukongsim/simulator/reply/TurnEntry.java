package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.reply.Turn.UsageOverride;
import dev.wukongsim.simulator.template.TemplateException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A turn as a file writes it; the schema says more. */
record TurnEntry(
        @Nullable WhenEntry when,
        @Nullable String think,
        @Nullable String say,
        @Nullable List<CallEntry> call,
        @Nullable UsageOverride usage,
        boolean hostile,
        boolean template,
        @Nullable Integer times) {

    record CallEntry(String tool, @Nullable ObjectNode args) {

        private Turn.Call call() {
            return new Turn.Call(tool, requireNonNullElse(args, JsonNodeFactory.instance.objectNode()));
        }
    }

    /** The turn, with its guards as far as they can be understood. */
    Turn turn(BiConsumer<String, String> complaints) {
        When guards = when == null ? null : when.when((place, message) -> complaints.accept("/when" + place, message));
        List<Turn.Call> calls = requireNonNullElse(call, List.<CallEntry>of()).stream()
                .map(CallEntry::call)
                .toList();
        return new Turn(guards, think, say, calls, usage, hostile, template, times, null);
    }

    /** What fills in a turn; empty if it is said as it is, or cannot be understood. */
    static Optional<TurnTemplate> template(Turn turn, BiConsumer<String, String> complaints) {
        try {
            return TurnTemplate.of(turn);
        } catch (TemplateException e) {
            complaints.accept("/" + e.part(), "is no template: " + e.getMessage());
            return Optional.empty();
        }
    }
}
