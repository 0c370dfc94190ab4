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

/** Checks the arguments of a call against the tool's own parameter schema; unknown arguments are violations. */
final class ArgumentCheck {

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

    private static JsonNode parameterSchema(ToolSpecification specification) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        if (specification.parameters() != null) {
            schema.setAll((ObjectNode) read(specification).get("parameters"));
        }
        if (!schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private static JsonNode read(ToolSpecification specification) {
        try {
            return JSON.readTree(specification.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Schema of tool '" + specification.name() + "' is not JSON", e);
        }
    }
}
