package dev.wukongsim.shell.render;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Account;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it stands.
 *
 * @param words what its file says of when it ticks
 * @param last tick that was served
 * @param budget the account of today or this month
 */
public record ScheduleStatus(
        String name, String words, List<ZonedDateTime> next, Optional<ZonedDateTime> last, Optional<Account> budget) {

    public ScheduleStatus {
        requireNonNull(name, "name is null");
        requireNonNull(words, "words is null");
        requireNonNull(last, "last is null");
        requireNonNull(budget, "budget is null");
        next = List.copyOf(next);
    }

    /** A row for each fact, the first one with its name. */
    public void printTo(Table table) {
        table.row(name, "ticks", words);
        table.row("", "last", last.map(TickText::time).orElse("never"));
        String label = "next";
        for (ZonedDateTime time : next) {
            table.row("", label, TickText.time(time));
            label = "";
        }
        budget.ifPresent(account -> table.row("", "budget", account.id() + ": " + Figures.account(account)));
    }
}
