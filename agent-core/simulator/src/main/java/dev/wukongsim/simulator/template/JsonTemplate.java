package dev.wukongsim.simulator.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** JSON in which each string may be a template. A string that is nothing but one value becomes that value, of its own type. */
public sealed interface JsonTemplate {

    /** The JSON with its values. */
    JsonNode fill(Map<String, Object> values);

    /**
     * Understand the templates in JSON.
     *
     * @param part what it belongs to, for the message
     * @throws TemplateException if a string is not written as it has to be
     */
    static JsonTemplate of(String part, JsonNode json) {
        if (json.isTextual() && json.textValue().contains("{{")) {
            return Value.of(part, json.textValue());
        }
        if (json.isObject()) {
            Map<String, JsonTemplate> fields = new LinkedHashMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), of(part, field.getValue())));
            return new Fields(fields);
        }
        return json.isArray()
                ? new Elements(StreamSupport.stream(json.spliterator(), false)
                        .map(element -> of(part, element))
                        .toList())
                : new Constant(json);
    }

    /** What has no template in it. */
    record Constant(JsonNode json) implements JsonTemplate {
        @Override
        public JsonNode fill(Map<String, Object> values) {
            return json;
        }
    }

    /** An object. */
    record Fields(Map<String, JsonTemplate> fields) implements JsonTemplate {
        @Override
        public JsonNode fill(Map<String, Object> values) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, value) -> filled.set(name, value.fill(values)));
            return filled;
        }
    }

    /** An array. */
    record Elements(List<JsonTemplate> elements) implements JsonTemplate {
        @Override
        public JsonNode fill(Map<String, Object> values) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            elements.forEach(element -> filled.add(element.fill(values)));
            return filled;
        }
    }

    /** A string. */
    record Value(Template template, boolean typed) implements JsonTemplate {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final Pattern ONE_VALUE = Pattern.compile("\\{\\{\\s*([^{}#/^>!&\\s][^{}]*?)\\s*}}");

        private static Value of(String part, String text) {
            Matcher one = ONE_VALUE.matcher(text);
            if (!one.matches()) {
                return new Value(Template.of(part, text), false);
            }
            String value = one.group(1);
            String argument = value.contains(" ") ? "(" + value + ")" : value;
            return new Value(Template.of(part, "{{" + Engine.TYPED + " " + argument + "}}"), true);
        }

        @Override
        public JsonNode fill(Map<String, Object> values) {
            String filled = template.fill(values);
            try {
                return typed ? JSON.readTree(filled) : TextNode.valueOf(filled);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("What was written as JSON cannot be read: " + filled, e);
            }
        }
    }
}
