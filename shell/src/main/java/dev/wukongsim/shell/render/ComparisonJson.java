package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.agent.RunResult.ToolUse;
import dev.wukongsim.testkit.transcript.Aspect;
import dev.wukongsim.testkit.transcript.Comparison;
import dev.wukongsim.testkit.transcript.Edit;
import dev.wukongsim.testkit.transcript.Parting;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The one object that {@code diff --json} prints. Each line and tool call says whether it is {@code in} {@code both} runs or
 * only in the {@code left} or {@code right} one.
 */
public final class ComparisonJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonJson() {}

    public static String of(Comparison comparison) {
        ObjectNode object = JSON.createObjectNode().put("equal", comparison.equal());
        object.set("left", GistJson.of(comparison.left()));
        object.set("right", GistJson.of(comparison.right()));
        ArrayNode differences = object.putArray("differences");
        for (Aspect aspect : comparison.aspects()) {
            differences.addObject().put("name", aspect.name()).set("lines", lines(aspect.lines()));
        }
        ArrayNode toolCalls = object.putArray("toolCalls");
        comparison.toolCalls().forEach(edit -> toolCalls.add(toolCall(edit)));
        object.set("parting", comparison.parting().map(ComparisonJson::parting).orElse(null));
        return object.toString();
    }

    private static ObjectNode toolCall(Edit<ToolUse> edit) {
        ObjectNode object = JSON.createObjectNode().put("in", word(edit.side()));
        return object.setAll((ObjectNode) JSON.<JsonNode>valueToTree(edit.value()));
    }

    private static ObjectNode parting(Parting parting) {
        ObjectNode object =
                JSON.createObjectNode().put("leftStep", boxed(parting.left())).put("rightStep", boxed(parting.right()));
        return object.set("lines", lines(parting.lines()));
    }

    private static ArrayNode lines(List<Edit<String>> edits) {
        ArrayNode lines = JSON.createArrayNode();
        edits.forEach(edit -> lines.addObject().put("in", word(edit.side())).put("text", edit.value()));
        return lines;
    }

    private static String word(Edit.Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
