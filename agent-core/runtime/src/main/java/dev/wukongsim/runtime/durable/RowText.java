package dev.wukongsim.runtime.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.durable.JournalRow.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A journal row as one line of JSON with a check sum over all of it and the task it belongs to, so that a damaged row is
 * noticed and never taken for another one. Alerts are told beside it.
 */
public final class RowText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SUM = 16;

    private RowText() {}

    /** The row as text. */
    public static String write(String task, JournalRow row) {
        ObjectNode json = JSON.createObjectNode()
                .put("seq", row.sequence())
                .put("name", row.name())
                .put("args", row.argumentsHash())
                .put("state", row.state().name().toLowerCase(Locale.ROOT))
                .put("attempt", row.attempt())
                .put("epoch", row.epoch())
                .put("began", row.began().toString());
        if (row.ended() != null) {
            json.put("ended", row.ended().toString());
        }
        if (row.result() != null) {
            json.put("result", row.result());
        }
        return json.put("sum", sum(task, row)).toString();
    }

    /**
     * The row that {@link #write} wrote.
     *
     * @param sequence where the text was found
     * @throws DamagedRowException if it is no such row of this task at this place
     */
    public static JournalRow read(String task, int sequence, String text) {
        JournalRow row;
        String sum;
        try {
            JsonNode json = JSON.readTree(text);
            row = row(json);
            sum = json.path("sum").asText();
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException | NullPointerException e) {
            throw new DamagedRowException(task, sequence, "it cannot be read");
        }
        if (row.sequence() != sequence) {
            throw new DamagedRowException(task, sequence, "it holds row " + row.sequence());
        }
        if (!sum(task, row).equals(sum)) {
            throw new DamagedRowException(task, sequence, "its check sum is wrong");
        }
        return row;
    }

    private static JournalRow row(JsonNode json) {
        String ended = textOrNull(json, "ended");
        return new JournalRow(
                json.path("seq").asInt(),
                json.path("name").asText(),
                json.path("args").asText(),
                State.valueOf(json.path("state").asText().toUpperCase(Locale.ROOT)),
                json.path("attempt").asInt(),
                json.path("epoch").asLong(),
                Instant.parse(json.path("began").asText()),
                ended == null ? null : Instant.parse(ended),
                textOrNull(json, "result"),
                List.of());
    }

    private static @Nullable String textOrNull(JsonNode json, String field) {
        return json.has(field) ? json.get(field).asText() : null;
    }

    private static String sum(String task, JournalRow row) {
        String all = String.join(
                "\n",
                task,
                Integer.toString(row.sequence()),
                row.name(),
                row.argumentsHash(),
                row.state().name(),
                Integer.toString(row.attempt()),
                Long.toString(row.epoch()),
                row.began().toString(),
                String.valueOf(row.ended()),
                String.valueOf(row.result()));
        return Canonical.hashOf(all).substring(0, SUM);
    }
}
