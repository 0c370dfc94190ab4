package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.Figures;
import dev.wukongsim.shell.render.Table;
import dev.wukongsim.shell.wiring.Stores;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class BudgetTopUpCommand implements ShellCommand {

    private static final int TOKENS = 1;

    private final ObjectProvider<Stores> stores;

    BudgetTopUpCommand(ObjectProvider<Stores> stores) {
        this.stores = stores;
    }

    @Override
    public Usage usage() {
        return Usage.of("budget topup", "raises the limit of a token account")
                .takes("ACCOUNT")
                .takes("TOKENS")
                .requires("reason", "TEXT", "why, for those who read the books");
    }

    @Override
    public int run(Invocation invocation) {
        long tokens = invocation.numericArgument(TOKENS);
        if (tokens < 1) {
            throw CommandFailure.usage("A top-up is at least 1 token, not " + tokens);
        }
        Account account = stores.getObject()
                .ledger()
                .topUp(
                        invocation.argument(0),
                        tokens,
                        invocation.option("reason").orElseThrow());
        new Table().row(account.id(), Figures.account(account)).print(invocation.out());
        return 0;
    }
}
