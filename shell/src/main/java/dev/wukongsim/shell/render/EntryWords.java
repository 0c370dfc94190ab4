package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged;
import dev.wukongsim.runtime.budget.LedgerEntry.Opened;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.LedgerEntry.StateChanged;
import dev.wukongsim.runtime.budget.Unit;
import java.util.Locale;

/** What an entry of the books did to one account: one word for it, and the rest. */
final class EntryWords {

    private final String account;
    private final Unit unit;

    EntryWords(String account, Unit unit) {
        this.account = account;
        this.unit = unit;
    }

    static String kind(LedgerEntry entry) {
        return switch (entry) {
            case Opened opened -> "opened";
            case LimitChanged change -> change.cause().name().toLowerCase(Locale.ROOT);
            case StateChanged change ->
                switch (change.state()) {
                    case OPEN -> "thawed";
                    case FROZEN -> "frozen";
                    case DRAIN, CLOSED -> "closed";
                };
            case Charged charged ->
                switch (charged.kind()) {
                    case SET -> "charged";
                    case ADJ -> "adjusted";
                    case LATE -> "late";
                };
            case Alerted alerted -> "alert";
        };
    }

    String detail(LedgerEntry entry) {
        return switch (entry) {
            case Opened opened -> "limit " + unit.text(opened.limit());
            case LimitChanged change -> signed(change.added()) + ": " + change.reason();
            case StateChanged change -> change.reason();
            case Charged charged ->
                "%s%s by %s%s"
                        .formatted(
                                signed(share(charged)),
                                unit == Unit.TOKENS ? "" : " for " + Unit.TOKENS.text(charged.tokens()),
                                charged.reservation(),
                                charged.usage().estimated() ? ", estimated" : "");
            case Alerted alerted ->
                "%d %%: %s of %s"
                        .formatted(alerted.percent(), unit.number(alerted.spent()), unit.text(alerted.limit()));
        };
    }

    /** What the account was charged. */
    long share(Charged charged) {
        return charged.shares().stream()
                .filter(share -> share.account().equals(account))
                .mapToLong(Share::charged)
                .sum();
    }

    private String signed(long amount) {
        return (amount < 0 ? "" : "+") + unit.text(amount);
    }
}
