package dev.wukongsim.simulator.template;

import java.io.IOException;
import java.util.Map;
import wiremock.com.github.jknack.handlebars.Context;
import wiremock.com.github.jknack.handlebars.HandlebarsException;
import wiremock.com.github.jknack.handlebars.context.MapValueResolver;

/**
 * A text with values in double braces, such as {@code {{user}}} or {@code {{jsonPath toolResult '$.id'}}}. A value that is not
 * there is an error, never an empty text. Thread-safe.
 */
public final class Template {

    private final String part;
    private final wiremock.com.github.jknack.handlebars.Template template;

    private Template(String part, wiremock.com.github.jknack.handlebars.Template template) {
        this.part = part;
        this.template = template;
    }

    /**
     * Understand a template.
     *
     * @param part what it belongs to, for the message
     * @throws TemplateException if it is not written as it has to be
     */
    public static Template of(String part, String text) {
        try {
            return new Template(part, Engine.HANDLEBARS.compileInline(text));
        } catch (IOException | HandlebarsException e) {
            throw new TemplateException(part, Engine.reason(e));
        }
    }

    /**
     * The text with its values.
     *
     * @throws TemplateException if one of them is not there
     */
    public String fill(Map<String, Object> values) {
        try {
            return template.apply(Context.newBuilder(values)
                    .resolver(MapValueResolver.INSTANCE)
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new TemplateException(part, "'" + part + "': " + Engine.reason(e));
        }
    }
}
