package dev.wukongsim.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.model.Usage;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How accounts, reservations, usage and entries look in Redis. */
final class LedgerRows {

    static final int ACCOUNT_PARTS = 5;
    static final int RESERVATION_PARTS = 9;

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> PATH = new TypeReference<>() {};

    private LedgerRows() {}

    static Account account(Reply reply, int from) {
        return new Account(
                reply.text(from),
                reply.number(from + 1),
                reply.number(from + 2),
                reply.number(from + 3),
                AccountState.valueOf(reply.text(from + 4).toUpperCase(Locale.ROOT)));
    }

    static Reservation reservation(Reply reply, int from) {
        Reservation.Request request =
                new Reservation.Request(path(reply.text(from + 8)), reply.number(from + 6), reply.number(from + 7));
        return new Reservation(
                reply.text(from),
                request,
                reply.number(from + 2),
                ReservationState.valueOf(reply.text(from + 1).toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(reply.number(from + 3)),
                reply.number(from + 4),
                usage(reply.text(from + 5)));
    }

    static String text(Usage usage) {
        return String.join(
                " ",
                Long.toString(usage.input()),
                Long.toString(usage.cachedInput()),
                Long.toString(usage.cacheWrite()),
                Long.toString(usage.output()),
                Long.toString(usage.reasoning()),
                Integer.toString(usage.calls()),
                Boolean.toString(usage.estimated()));
    }

    private static Usage usage(String text) {
        String[] parts = text.split(" ", -1);
        return new Usage(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Integer.parseInt(parts[5]),
                Boolean.parseBoolean(parts[6]));
    }

    static LedgerEntry entry(StreamMessage<String, String> message) {
        long number = Long.parseLong(message.getId().substring("0-".length()));
        Fields fields = new Fields(message.getBody());
        Instant at = Instant.ofEpochMilli(fields.number("at"));
        String kind = fields.text("kind");
        return switch (kind) {
            case "OPEN" -> new LedgerEntry.Opened(number, at, fields.text("account"), fields.number("tokens"));
            case "STATE" ->
                new LedgerEntry.StateChanged(number, at, fields.text("account"), fields.state(), fields.text("reason"));
            case "ALERT" ->
                new LedgerEntry.Alerted(
                        number,
                        at,
                        fields.text("account"),
                        Math.toIntExact(fields.number("percent")),
                        fields.number("spent"),
                        fields.number("limit"));
            case "SET", "ADJ", "LATE" ->
                new LedgerEntry.Charged(
                        number,
                        at,
                        LedgerEntry.Charged.Kind.valueOf(kind),
                        fields.text("reservation"),
                        path(fields.text("path")),
                        fields.number("tokens"),
                        usage(fields.text("usage")));
            default ->
                new LedgerEntry.LimitChanged(
                        number,
                        at,
                        LedgerEntry.LimitChanged.Cause.valueOf(kind),
                        fields.text("account"),
                        fields.number("tokens"),
                        fields.text("reason"));
        };
    }

    private record Fields(Map<String, String> values) {

        String text(String name) {
            @Nullable String value = values.get(name);
            if (value == null) {
                throw new CorruptRowException("entry without " + name, String.valueOf(values));
            }
            return value;
        }

        long number(String name) {
            return Long.parseLong(text(name));
        }

        AccountState state() {
            return AccountState.valueOf(text("state").toUpperCase(Locale.ROOT));
        }
    }

    private static List<String> path(String json) {
        try {
            return JSON.readValue(json, PATH);
        } catch (JsonProcessingException e) {
            throw new CorruptRowException("path", json);
        }
    }
}
