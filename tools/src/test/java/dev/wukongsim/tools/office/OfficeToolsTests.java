package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolContract;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Agents, task files and replies name tools and arguments: a rename breaks them, so it must be made on purpose. */
class OfficeToolsTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void toolsAreTheOnesThatAgentsKnow() {
        Office office = Office.open(new World(TestOffice.start(), null), Clock.systemUTC());

        List<String> tools =
                office.tools().tools().stream().map(OfficeToolsTests::describe).toList();

        assertThat(tools)
                .containsExactly(
                        "approvals.file {type: string, title: string, amount: number, category: string, approver: string, "
                                + "items?: [{description: string, amount: number, accepted: boolean, reason?: string}]}"
                                + " write medium user_required transactional",
                        "approvals.get {approval: string} read low not_required repeatable",
                        "approvals.list {} read low not_required repeatable",
                        "budget.check {department: string, category: string} read low not_required repeatable",
                        "chat.read {with: string, limit?: integer} read low not_required repeatable",
                        "chat.send {to: string, text: string} write low not_required transactional",
                        "directory.find {name: string} read low not_required repeatable",
                        "directory.get {employee: string} read low not_required repeatable",
                        "directory.manager_of {employee: string} read low not_required repeatable",
                        "documents.read {document: string} read low not_required repeatable",
                        "documents.search {query: string} read low not_required repeatable");
    }

    @Test
    void everyToolAndArgumentIsExplainedToTheModel() {
        Office office = Office.open(new World(TestOffice.start(), null), Clock.systemUTC());

        for (Tool tool : office.tools().tools()) {
            assertThat(tool.specification().description()).as(tool.name()).isNotBlank();
            for (JsonNode argument : schema(tool).path("properties")) {
                assertThat(argument.path("description").asText())
                        .as(tool.name())
                        .isNotBlank();
            }
        }
    }

    private static String describe(Tool tool) {
        ToolContract contract = tool.contract();
        return "%s %s %s %s %s %s"
                .formatted(
                        tool.name(),
                        type(schema(tool)),
                        word(contract.effect()),
                        word(contract.risk()),
                        word(contract.confirmation()),
                        word(contract.idempotency()));
    }

    private static JsonNode schema(Tool tool) {
        try {
            return JSON.readTree(tool.specification().toJson()).path("parameters");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(tool.name(), e);
        }
    }

    private static String type(JsonNode schema) {
        return switch (schema.path("type").asText("object")) {
            case "array" -> "[" + type(schema.get("items")) + "]";
            case "object" -> "{" + String.join(", ", properties(schema)) + "}";
            default -> schema.get("type").asText();
        };
    }

    private static List<String> properties(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        return schema.path("properties").properties().stream()
                .map(property -> property.getKey()
                        + (required.contains(property.getKey()) ? ": " : "?: ")
                        + type(property.getValue()))
                .toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
