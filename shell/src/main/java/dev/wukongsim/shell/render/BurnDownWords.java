package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.allowance.BurnDown;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a burn-down says, in short facts. */
final class BurnDownWords {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    BurnDownWords(ZoneId zone) {
        this.zone = zone;
    }

    /** Such as {@code 41.6 %}, and the state if that is not the usual one. */
    static String used(BurnDown burnDown) {
        AccountState state = burnDown.account().state();
        String used = String.format(Locale.ROOT, "%.1f %%", burnDown.usedPercent());
        return state == AccountState.OPEN ? used : used + ", " + state.name().toLowerCase(Locale.ROOT);
    }

    /** What is spent, held and free. */
    static List<String> figures(Account account) {
        return List.of(
                "spent " + account.unit().number(account.spent()),
                "held " + account.unit().number(account.held()),
                "free " + account.unit().number(account.available()) + " of "
                        + account.unit().text(account.limit()));
    }

    /** Pace and end; nothing of an account that has neither. */
    List<String> outlook(BurnDown burnDown) {
        List<String> facts = new ArrayList<>();
        burnDown.pace().ifPresent(pace -> facts.add(String.format(Locale.ROOT, "pace %.2f", pace)));
        if (burnDown.isOver()) {
            facts.add("its month is over");
        } else if (burnDown.isUsedUp()) {
            facts.add("used up");
        } else if (burnDown.projectedEnd().isPresent()
                || burnDown.projectedEndByLastDay().isPresent()) {
            facts.add("at the pace of these days " + end(burnDown.projectedEnd(), burnDown));
            facts.add("at that of the last 24 h " + end(burnDown.projectedEndByLastDay(), burnDown));
        } else if (burnDown.period().isPresent()) {
            facts.add("lasts the month");
        }
        return facts;
    }

    /** Such as {@code alerts: 50 % on 2026-11-24 09:12}; nothing if none was raised. */
    List<String> alerts(BurnDown burnDown) {
        List<Alerted> alerts = burnDown.spending().alerts();
        return alerts.isEmpty()
                ? List.of()
                : List.of(alerts.stream()
                        .map(alert -> alert.percent() + " % on " + minute(alert.at()))
                        .collect(Collectors.joining(", ", "alerts: ", "")));
    }

    String minute(Instant moment) {
        return MINUTE.format(moment.atZone(zone));
    }

    String second(Instant moment) {
        return SECOND.format(moment.atZone(zone));
    }

    String zone() {
        return zone.toString().equals("Z") ? "UTC" : zone.toString();
    }

    private String end(Optional<Instant> end, BurnDown burnDown) {
        String lasts = burnDown.period().isPresent() ? "it lasts the month" : "it lasts a year";
        return end.map(moment -> "it ends " + minute(moment)).orElse(lasts);
    }
}
