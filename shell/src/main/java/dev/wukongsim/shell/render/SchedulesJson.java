package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.budget.Account;
import java.time.ZonedDateTime;
import java.util.List;

/** The one object that {@code schedules --json} prints. Times are in ISO 8601. */
public final class SchedulesJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchedulesJson() {}

    public static String of(List<ScheduleStatus> schedules) {
        ObjectNode object = JSON.createObjectNode();
        ArrayNode list = object.putArray("schedules");
        schedules.forEach(status -> list.add(status(status)));
        return object.toString();
    }

    private static ObjectNode status(ScheduleStatus status) {
        ObjectNode object = JSON.createObjectNode()
                .put("name", status.name())
                .put("schedule", status.words())
                .put("last", status.last().map(SchedulesJson::text).orElse(null));
        ArrayNode next = object.putArray("next");
        status.next().forEach(time -> next.add(text(time)));
        object.set("budget", status.budget().map(SchedulesJson::account).orElse(null));
        return object;
    }

    private static ObjectNode account(Account account) {
        return JSON.createObjectNode()
                .put("account", account.id())
                .put("limit", account.limit())
                .put("spent", account.spent())
                .put("held", account.held())
                .put("remaining", account.available());
    }

    private static String text(ZonedDateTime time) {
        return time.toOffsetDateTime().toString();
    }
}
