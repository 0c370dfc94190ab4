package dev.wukongsim.runtime.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** Steps the model wants to take, in order. */
record Plan(List<String> steps) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEWEST_STEPS = 2;
    private static final int MOST_STEPS = 8;

    Plan {
        steps = List.copyOf(steps);
    }

    /** The JSON array in a text, also if there is prose or a code fence around it; empty if there is no fit one. */
    static Optional<Plan> parse(String text) {
        int from = text.indexOf('[');
        int to = text.lastIndexOf(']');
        if (from < 0 || to < from) {
            return Optional.empty();
        }
        try {
            List<String> steps = JSON.readValue(text.substring(from, to + 1), new TypeReference<>() {});
            boolean fit = steps.size() >= FEWEST_STEPS
                    && steps.size() <= MOST_STEPS
                    && steps.stream().noneMatch(step -> step == null || step.isBlank());
            return fit ? Optional.of(new Plan(steps)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
