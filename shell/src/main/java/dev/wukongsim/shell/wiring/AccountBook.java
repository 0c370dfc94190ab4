package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.runtime.allowance.BookPages;
import dev.wukongsim.runtime.allowance.BurnDown;
import dev.wukongsim.runtime.allowance.Recount;
import dev.wukongsim.runtime.allowance.Savings;
import dev.wukongsim.runtime.allowance.Spending;
import dev.wukongsim.runtime.allowance.SpendingReader;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.event.DamagedTranscriptException;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Nearest;
import dev.wukongsim.shell.render.AccountDetails;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the ledger for those who want to see what it says. */
public final class AccountBook {

    private final TokenLedger ledger;
    private final ZoneId zone;
    private final Archive archive;
    private final Clock clock;

    AccountBook(TokenLedger ledger, ZoneId zone, Archive archive, Clock clock) {
        this.ledger = ledger;
        this.zone = zone;
        this.archive = archive;
        this.clock = clock;
    }

    public TokenLedger ledger() {
        return ledger;
    }

    /** The zone of the budget policy, where months begin. */
    public ZoneId zone() {
        return zone;
    }

    /** How every account burns down. */
    public List<BurnDown> burnDowns() {
        Instant now = clock.instant();
        Map<String, Spending> spending = SpendingReader.read(new BookPages(ledger), now);
        return ledger.accounts().stream()
                .map(account -> burnDown(account, spending, now))
                .toList();
    }

    /**
     * Everything about one account.
     *
     * @throws CommandFailure if there is no such account
     */
    public AccountDetails details(String id) {
        require(id);
        Instant now = clock.instant();
        Map<String, Spending> spending = SpendingReader.read(new BookPages(ledger), now);
        Snapshot snapshot = ledger.snapshot(List.of(id));
        BurnDown burnDown = burnDown(snapshot.accounts().getFirst(), spending, now);
        return new AccountDetails(burnDown, snapshot.open(), savings(burnDown.spending()));
    }

    /**
     * An account that exists.
     *
     * @throws CommandFailure that names the nearest one if it does not
     */
    public Account require(String id) {
        return ledger.account(id).orElseThrow(() -> {
            List<String> known = ledger.accounts().stream().map(Account::id).toList();
            return CommandFailure.usage("Account '%s' not found%s 'wukong budget --all' lists all"
                    .formatted(id, Nearest.question(id, known, "")));
        });
    }

    /** Rebuild all accounts from the books and compare; again if something was booked meanwhile. */
    public Recount recount() {
        Recount recount;
        long before;
        do {
            before = entries();
            Collection<Account> accounts = ledger.accounts();
            recount = Recount.of(new BookPages(ledger), accounts);
        } while (!recount.isEqual() && entries() != before);
        return recount;
    }

    private long entries() {
        long count = 0;
        for (var entry : new BookPages(ledger)) {
            count = entry.number();
        }
        return count;
    }

    private BurnDown burnDown(Account account, Map<String, Spending> spending, Instant now) {
        return BurnDown.of(account, spending.getOrDefault(account.id(), Spending.NONE), now, zone);
    }

    private Savings savings(Spending spending) {
        Map<String, Optional<String>> models = new HashMap<>();
        List<Savings.Call> calls = spending.usages().entrySet().stream()
                .filter(call -> call.getValue().cachedInput() > 0)
                .map(call ->
                        new Savings.Call(models.computeIfAbsent(task(call.getKey()), this::model), call.getValue()))
                .toList();
        return Savings.of(calls, Catalogue.bundled());
    }

    private static String task(String reservation) {
        int colon = reservation.indexOf(':');
        return colon < 0 ? reservation : reservation.substring(0, colon);
    }

    /** The model of a task, if its transcript can still be read. */
    private Optional<String> model(String task) {
        try {
            return archive.transcript(task).events(RunEvent.TaskStarted.class).stream()
                    .map(RunEvent.TaskStarted::model)
                    .findFirst();
        } catch (CommandFailure | DamagedTranscriptException gone) {
            return Optional.empty();
        }
    }
}
