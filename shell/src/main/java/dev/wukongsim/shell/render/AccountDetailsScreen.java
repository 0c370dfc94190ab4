package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.Unit;
import java.time.ZoneId;
import java.util.List;

/** Shows a person everything about one account: what charged it, what holds on to it, and what frees that and when. */
public final class AccountDetailsScreen {

    private final BurnDownScreen burnDowns;
    private final BurnDownWords words;

    /**
     * A screen.
     *
     * @param drawn whether it can show block characters
     * @param zone of the times it shows
     */
    public AccountDetailsScreen(Screen screen, boolean drawn, ZoneId zone) {
        this.burnDowns = new BurnDownScreen(screen, drawn, zone);
        this.words = new BurnDownWords(zone);
    }

    public void print(AccountDetails details) {
        burnDowns.printLarge(details.burnDown());
        printSubAgents(details);
        printSavings(details);
        printOpen(details);
        printEntries(details);
        burnDowns.printLegend();
    }

    private void printSubAgents(AccountDetails details) {
        Account account = details.account();
        long spent = details.burnDown().spending().subAgents();
        if (spent > 0 && account.spent() > 0) {
            long percent = Math.round(100.0 * spent / account.spent());
            burnDowns.facts(
                    List.of("sub-agents spent " + account.unit().text(spent) + " of it", percent + " %"), Row.PLAIN);
        }
    }

    private void printSavings(AccountDetails details) {
        if (details.savings().cachedTokens() > 0) {
            String cached = Unit.TOKENS.text(details.savings().cachedTokens()) + " came from a cache";
            String saved = details.savings().micros().isPresent()
                    ? "which saved "
                            + Unit.MICROS.text(details.savings().micros().getAsLong()) + " at list price"
                    : "what they saved is not known of every call";
            burnDowns.facts(List.of(cached, saved), Row.PLAIN);
        }
    }

    private void printOpen(AccountDetails details) {
        if (!details.open().isEmpty()) {
            burnDowns.line("held by", Row.STRONG);
        }
        for (Reservation reservation : details.open()) {
            String end = words.second(reservation.leaseEnd());
            String fate = reservation.state() == ReservationState.HELD
                    ? "not sent yet, free again by " + end
                    : "under way, free when it settles, charged in full at " + end;
            String held = details.account().unit().text(details.held(reservation));
            burnDowns.facts(List.of(Printable.line(reservation.id()) + " holds " + held, fate), Row.PLAIN);
        }
    }

    private void printEntries(AccountDetails details) {
        Account account = details.account();
        EntryWords entries = new EntryWords(account.id(), account.unit());
        burnDowns.line("latest entries", Row.STRONG);
        for (LedgerEntry entry : details.burnDown().spending().latest()) {
            burnDowns.shortened("%s  %-8s  %s"
                    .formatted(
                            words.second(entry.at()), EntryWords.kind(entry), Printable.line(entries.detail(entry))));
        }
    }
}
