package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.allowance.BurnDown;
import dev.wukongsim.runtime.allowance.Period;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.Reservation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one object that {@code budget --json} prints. Amounts are in the account's {@code unit}: tokens, or micros, which are
 * millionths of a yuan.
 */
public final class AccountsJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS = 4;

    private AccountsJson() {}

    /** Accounts as they stand. */
    public static String of(List<Account> accounts) {
        return list(accounts.stream().map(AccountsJson::account).toList()).toString();
    }

    /** Accounts with their burn-down. */
    public static String ofBurnDowns(List<BurnDown> burnDowns) {
        return list(burnDowns.stream().map(AccountsJson::burnDown).toList()).toString();
    }

    /** One account with everything about it. */
    public static String of(AccountDetails details) {
        ObjectNode account = burnDown(details.burnDown());
        account.put("cachedTokens", details.savings().cachedTokens());
        account.put("cacheSavedMicros", boxed(details));
        ArrayNode reservations = account.putArray("reservations");
        for (Reservation reservation : details.open()) {
            reservations
                    .addObject()
                    .put("id", reservation.id())
                    .put("state", reservation.state().name().toLowerCase(Locale.ROOT))
                    .put("held", details.held(reservation))
                    .put("leaseEnd", reservation.leaseEnd().toString());
        }
        ArrayNode entries = account.putArray("entries");
        details.burnDown().spending().latest().forEach(entry -> entries.add(entry(entry, details.account())));
        return list(List.of(account)).toString();
    }

    private static ObjectNode list(List<ObjectNode> accounts) {
        ObjectNode object = JSON.createObjectNode();
        object.putArray("accounts").addAll(accounts);
        return object;
    }

    private static ObjectNode account(Account account) {
        return JSON.createObjectNode()
                .put("id", account.id())
                .put("state", account.state().name().toLowerCase(Locale.ROOT))
                .put("unit", account.unit().name().toLowerCase(Locale.ROOT))
                .put("limit", account.limit())
                .put("spent", account.spent())
                .put("held", account.held())
                .put("remaining", account.available());
    }

    private static ObjectNode burnDown(BurnDown burnDown) {
        ObjectNode object = account(burnDown.account()).put("usedPercent", rounded(burnDown.usedPercent()));
        object.set(
                "period",
                burnDown.period().map(period -> period(period, burnDown)).orElse(null));
        object.put("pace", burnDown.pace().isPresent() ? rounded(burnDown.pace().getAsDouble()) : null)
                .put("perDay", Math.round(burnDown.spending().perDay()))
                .put("last24Hours", burnDown.spending().lastDay())
                .put("projectedEnd", text(burnDown.projectedEnd()))
                .put("projectedEndByLast24Hours", text(burnDown.projectedEndByLastDay()))
                .put("spentBySubAgents", burnDown.spending().subAgents());
        ArrayNode alerts = object.putArray("alerts");
        for (Alerted alert : burnDown.spending().alerts()) {
            alerts.addObject()
                    .put("percent", alert.percent())
                    .put("at", alert.at().toString())
                    .put("spent", alert.spent())
                    .put("limit", alert.limit());
        }
        return object;
    }

    private static ObjectNode period(Period period, BurnDown burnDown) {
        return JSON.createObjectNode()
                .put("name", period.month().toString())
                .put("start", period.start().toString())
                .put("end", period.end().toString())
                .put("elapsedPercent", rounded(burnDown.elapsedPercent().orElse(0)));
    }

    private static ObjectNode entry(LedgerEntry entry, Account account) {
        EntryWords words = new EntryWords(account.id(), account.unit());
        ObjectNode object = JSON.createObjectNode()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("kind", EntryWords.kind(entry))
                .put("detail", words.detail(entry));
        if (entry instanceof Charged charged) {
            object.put("reservation", charged.reservation())
                    .put("charged", words.share(charged))
                    .put("tokens", charged.tokens())
                    .put("estimated", charged.usage().estimated());
        }
        return object;
    }

    private static @Nullable Long boxed(AccountDetails details) {
        return details.savings().micros().isPresent()
                ? details.savings().micros().getAsLong()
                : null;
    }

    private static @Nullable String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
