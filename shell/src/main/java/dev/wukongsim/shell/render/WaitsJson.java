package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Wait;
import java.util.List;
import java.util.Locale;

/** The one object that {@code approvals --json} prints. Its names are a contract with scripts. */
public final class WaitsJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WaitsJson() {}

    public static String of(List<Wait> waits) {
        ObjectNode object = JSON.createObjectNode();
        ArrayNode list = object.putArray("waits");
        waits.forEach(wait -> list.add(of(wait)));
        return object.toString();
    }

    private static ObjectNode of(Wait wait) {
        ObjectNode object = JSON.createObjectNode()
                .put("id", wait.id())
                .put("kind", wait.kind().name().toLowerCase(Locale.ROOT))
                .put("task", wait.task())
                .put("since", wait.since().toString());
        if (!wait.until().equals(Wait.FOREVER)) {
            object.put("until", wait.until().toString());
        }
        return object.set("subject", Canonical.read(wait.subject(), JsonNode.class));
    }
}
