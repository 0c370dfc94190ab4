package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.AccountsJson;
import dev.wukongsim.shell.render.Figures;
import dev.wukongsim.shell.render.Table;
import dev.wukongsim.shell.wiring.Stores;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class BudgetCommand implements ShellCommand {

    private final ObjectProvider<Stores> stores;

    BudgetCommand(ObjectProvider<Stores> stores) {
        this.stores = stores;
    }

    @Override
    public Usage usage() {
        return Usage.of("budget", "shows one token account, or all")
                .mayTake("ACCOUNT")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        if (invocation.flag("json")) {
            invocation.out().println(AccountsJson.of(accounts(invocation)));
            return 0;
        }
        Table table = new Table();
        accounts(invocation).forEach(account -> table.row(account.id(), Figures.account(account)));
        table.print(invocation.out());
        return 0;
    }

    private Collection<Account> accounts(Invocation invocation) {
        var ledger = stores.getObject().ledger();
        return invocation
                .firstArgument()
                .<Collection<Account>>map(
                        id -> List.of(ledger.account(id).orElseThrow(() -> new UnknownAccountException(id))))
                .orElseGet(ledger::accounts);
    }
}
