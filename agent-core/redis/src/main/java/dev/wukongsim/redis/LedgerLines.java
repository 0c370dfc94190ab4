package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged;
import dev.wukongsim.runtime.budget.LedgerEntry.Opened;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.LedgerEntry.StateChanged;
import dev.wukongsim.runtime.budget.Unit;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the entries of the books look in Redis: numbered lines of words, {@code KIND TIME} and what belongs to the kind. */
final class LedgerLines {

    private static final String NUMBER = "0-";

    private LedgerLines() {}

    static LedgerEntry entry(StreamMessage<String, String> message) {
        return entry(message.getId(), message.getBody().getOrDefault("entry", ""));
    }

    /** The alerts in a reply: a number and a line for each. */
    static List<Alerted> alerts(List<String> parts) {
        List<Alerted> alerts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            alerts.add((Alerted) entry(parts.get(i), parts.get(i + 1)));
        }
        return alerts;
    }

    /** The name of an entry in the stream. */
    static String name(long number) {
        return NUMBER + number;
    }

    private static LedgerEntry entry(String name, String line) {
        return Words.read("entry", name, line, words -> {
            String kind = words.text();
            return entry(kind, Long.parseLong(name.substring(NUMBER.length())), words.moment(), words);
        });
    }

    private static LedgerEntry entry(String kind, long number, Instant at, Words words) {
        return switch (kind) {
            case "OPEN" -> new Opened(number, at, words.text(), unit(words.text()), words.number());
            case "STATE" -> new StateChanged(number, at, words.text(), state(words.text()), reason(words));
            case "ALERT" -> alert(number, at, words);
            case "SET", "ADJ", "LATE" -> charge(number, at, Charged.Kind.valueOf(kind), words);
            default ->
                new LimitChanged(
                        number, at, LimitChanged.Cause.valueOf(kind), words.text(), words.number(), reason(words));
        };
    }

    private static Alerted alert(long number, Instant at, Words words) {
        String account = words.text();
        int percent = Math.toIntExact(words.number());
        return new Alerted(number, at, account, percent, words.number(), words.number());
    }

    private static Charged charge(long number, Instant at, Charged.Kind kind, Words words) {
        String reservation = words.text();
        var amount = LedgerRows.amount(words.text());
        var usage = LedgerRows.usage(words.text());
        List<Share> shares = new ArrayList<>();
        while (words.hasMore()) {
            shares.add(new Share(words.text(), words.number()));
        }
        return new Charged(number, at, kind, reservation, amount, shares, usage);
    }

    private static String reason(Words words) {
        return String.join(" ", words.rest());
    }

    private static Unit unit(String word) {
        return Unit.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static AccountState state(String word) {
        return AccountState.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
