package dev.wukongsim.runtime.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a model is to think before it answers. Not every model can be told. */
public sealed interface ThinkingSetting {

    /** As the model does by itself. */
    record Usual() implements ThinkingSetting {}

    /** Answer at once. */
    record Off() implements ThinkingSetting {}

    /** Think as long as the output allows. */
    record On() implements ThinkingSetting {}

    /**
     * Think, but for no more than so many tokens.
     *
     * @param tokens at least 1
     */
    record Budget(int tokens) implements ThinkingSetting {

        public Budget {
            if (tokens < 1) {
                throw new IllegalArgumentException("A budget for thinking is at least 1 token, not " + tokens);
            }
        }
    }

    /** Whether the model must be able to think. */
    default boolean asksForThinking() {
        return switch (this) {
            case On on -> true;
            case Budget budget -> true;
            case Usual usual -> false;
            case Off off -> false;
        };
    }

    /** What is left of it when money runs short: a quarter of a budget. What the model does by itself is left alone. */
    default ThinkingSetting less() {
        return switch (this) {
            case Usual usual -> usual;
            case Off off -> off;
            case On on -> new Off();
            case Budget budget -> new Budget(Math.ceilDiv(budget.tokens(), 4));
        };
    }

    /** As it stands in a file: true, false or a mapping with {@code budget}; null for the usual. */
    default @Nullable Object written() {
        return switch (this) {
            case Usual usual -> null;
            case Off off -> false;
            case On on -> true;
            case Budget budget -> Map.of("budget", budget.tokens());
        };
    }

    /** Read it from a file that its schema has let pass. */
    @JsonCreator
    static ThinkingSetting of(JsonNode written) {
        if (written.isObject()) {
            return new Budget(written.path("budget").asInt());
        }
        return written.asBoolean() || written.asText().equals("on") ? new On() : new Off();
    }
}
