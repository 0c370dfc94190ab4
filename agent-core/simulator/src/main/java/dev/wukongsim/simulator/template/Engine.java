package dev.wukongsim.simulator.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wiremock.com.github.jknack.handlebars.EscapingStrategy;
import wiremock.com.github.jknack.handlebars.Formatter;
import wiremock.com.github.jknack.handlebars.Handlebars;
import wiremock.com.github.jknack.handlebars.HandlebarsException;
import wiremock.com.github.jknack.handlebars.Options;
import wiremock.com.github.jknack.handlebars.helper.ConditionalHelpers;

/** Handlebars as templates of answers need it: nothing is escaped, nothing is left out silently, nothing is random. */
final class Engine {

    static final String TYPED = "typed";
    static final Handlebars HANDLEBARS = new Handlebars()
            .with(EscapingStrategy.NOOP)
            .with(Engine::text)
            .registerHelper("jsonPath", Engine::jsonPath)
            .registerHelper("size", Engine::size)
            .registerHelper("eq", ConditionalHelpers.eq)
            .registerHelper(TYPED, Engine::typed)
            .registerHelperMissing(Engine::missing);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .build();

    private Engine() {}

    /** Why a template failed, in one line. */
    static String reason(Exception e) {
        Throwable cause = e;
        while (cause instanceof HandlebarsException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof HandlebarsException known && known.getError() != null
                ? known.getError().reason
                : cause.getMessage();
        return String.valueOf(message).strip().replaceAll("\\s+", " ");
    }

    private static Object text(Object value, Formatter.Chain next) {
        return value instanceof Map || value instanceof Collection ? json(value) : next.format(value);
    }

    private static Object jsonPath(@Nullable Object value, Options options) {
        String path = options.param(0);
        if (value == null) {
            throw new IllegalArgumentException("there is nothing to look up " + path + " in");
        }
        String text = value instanceof String string ? string : json(value);
        try {
            Object found = JsonPath.using(PATHS).parse(text).read(path);
            if (found != null) {
                return found;
            }
        } catch (JsonPathException e) {
            throw new IllegalArgumentException(
                    "there is no " + path + " in " + excerpt(text) + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("there is no " + path + " in " + excerpt(text));
    }

    private static Object size(@Nullable Object value, Options options) {
        if (value instanceof Collection<?> collection) {
            return collection.size();
        }
        throw new IllegalArgumentException("'size' takes a list");
    }

    private static Object typed(@Nullable Object value, Options options) {
        if (value == null) {
            throw new IllegalArgumentException("the value is not there");
        }
        return json(value);
    }

    private static Object missing(@Nullable Object value, Options options) {
        throw new IllegalArgumentException("there is no '" + options.helperName + "'");
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String excerpt(String text) {
        return "\"" + (text.length() <= 80 ? text : text.substring(0, 80) + "…") + "\"";
    }
}
