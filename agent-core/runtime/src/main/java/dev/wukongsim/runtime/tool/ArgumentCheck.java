package dev.wukongsim.runtime.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.Map;

/**
 * Checks the arguments of a call against the tool's own parameter schema. An argument that the schema does not know is a
 * violation, at every depth, unless the schema says otherwise; one that is null counts as not given.
 */
final class ArgumentCheck {

    private static final String OTHERS = "additionalProperties";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Schema schema;

    private ArgumentCheck(Schema schema) {
        this.schema = schema;
    }

    static ArgumentCheck of(ToolSpecification specification) {
        return new ArgumentCheck(SCHEMAS.getSchema(parameterSchema(specification)));
    }

    List<String> violations(JsonNode arguments) {
        return schema.validate(arguments).stream().map(Error::toString).toList();
    }

    /** The arguments without those that are null. */
    static ObjectNode given(ObjectNode arguments) {
        ObjectNode given = arguments.deepCopy();
        given.properties().stream()
                .filter(argument -> argument.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(given::remove);
        return given;
    }

    private static JsonNode parameterSchema(ToolSpecification specification) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        if (specification.parameters() == null) {
            schema.putObject("properties");
        } else {
            schema.setAll((ObjectNode) read(specification).get("parameters"));
        }
        close(schema);
        return schema;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject() && !object.has(OTHERS)) {
            object.put(OTHERS, false);
        }
        schema.forEach(ArgumentCheck::close);
    }

    private static JsonNode read(ToolSpecification specification) {
        try {
            return JSON.readTree(specification.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Schema of tool '" + specification.name() + "' is not JSON", e);
        }
    }
}
