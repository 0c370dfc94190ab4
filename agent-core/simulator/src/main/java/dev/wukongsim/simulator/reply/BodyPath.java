package dev.wukongsim.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;

/** A JSON path that has been understood. Equal to another one that is written in the same way. */
final class BodyPath {

    private static final Configuration LENIENT = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final String text;
    private final JsonPath path;

    private BodyPath(String text, JsonPath path) {
        this.text = text;
        this.path = path;
    }

    /**
     * Understand a path.
     *
     * @throws IllegalArgumentException if it is none
     */
    static BodyPath of(String text) {
        try {
            return new BodyPath(text, JsonPath.compile(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no JSON path: " + e.getMessage(), e);
        }
    }

    /** What stands there, possibly nothing. */
    List<JsonNode> values(JsonNode json) {
        List<JsonNode> values = new ArrayList<>();
        path.<JsonNode>read(json, LENIENT).forEach(values::add);
        return values;
    }

    /** Like {@link #values}, as text: strings as they are, everything else as JSON. */
    List<String> texts(JsonNode json) {
        return values(json).stream()
                .map(value -> value.isTextual() ? value.textValue() : value.toString())
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BodyPath that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
