package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A YAML file that is checked against a JSON schema before it is believed. Unknown keys, missing keys and wrong types are
 * all reported at once, each with line and column.
 *
 * @param <T> the record the file is bound to
 */
public final class YamlFile<T> {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    private final Path path;
    private final T content;
    private final YamlLocations locations;

    private YamlFile(Path path, T content, YamlLocations locations) {
        this.path = path;
        this.content = content;
        this.locations = locations;
    }

    /**
     * Read, check and bind a file.
     *
     * @param schemaResource JSON Schema 2020-12 on the class path, relative to {@code type}; YAML or JSON
     * @throws InvalidDefinitionException if the file is missing or is not what the schema says
     */
    public static <T> T read(Path path, Class<T> type, String schemaResource) {
        return open(path, type, schemaResource).content();
    }

    /** Like {@link #read}, for callers that check more than a schema can say and want to name lines. */
    public static <T> YamlFile<T> open(Path path, Class<T> type, String schemaResource) {
        String text = text(path);
        YamlLocations locations = YamlLocations.of(path, text);
        JsonNode tree = tree(path, text);
        List<Violation> violations = schema(type, schemaResource).validate(tree).stream()
                .map(error -> locations.violation(pointer(error), message(error)))
                .sorted(Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column))
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return new YamlFile<>(path, bind(path, tree, type), locations);
    }

    public Path path() {
        return path;
    }

    public T content() {
        return content;
    }

    /** The file beside this one that it names. */
    public Path resolve(String name) {
        return path.toAbsolutePath().resolveSibling(name).normalize();
    }

    /**
     * A violation at a place in this file.
     *
     * @param pointer JSON pointer, such as {@code /agent/tools/0}
     */
    public Violation violation(String pointer, String message) {
        return locations.violation(pointer, message);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw invalid(path, "no such file");
        } catch (IOException e) {
            throw invalid(path, "cannot be read as UTF-8 text: " + e.getMessage());
        }
    }

    private static JsonNode tree(Path path, String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw invalid(path, e);
        }
    }

    private static <T> T bind(Path path, JsonNode tree, Class<T> type) {
        try {
            return YAML.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw invalid(path, e);
        }
    }

    private static Schema schema(Class<?> type, String resource) {
        try (InputStream in = requireNonNull(type.getResourceAsStream(resource), resource)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, resource.endsWith(".json") ? InputFormat.JSON : InputFormat.YAML);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pointer(Error error) {
        String pointer = error.getInstanceLocation().toString();
        return error.getProperty() == null ? pointer : pointer + "/" + error.getProperty();
    }

    private static String message(Error error) {
        String place = error.getInstanceLocation().toString();
        return place.isEmpty() ? error.getMessage() : "'" + place.substring(1) + "': " + error.getMessage();
    }

    private static InvalidDefinitionException invalid(Path path, JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
        return new InvalidDefinitionException(List.of(
                new Violation(path.toString(), Math.max(1, line), Math.max(1, column), e.getOriginalMessage())));
    }

    private static InvalidDefinitionException invalid(Path path, String message) {
        return new InvalidDefinitionException(List.of(new Violation(path.toString(), 1, 1, message)));
    }
}
