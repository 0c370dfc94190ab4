package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.allowance.Recount;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.AccountBook;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class BudgetRebuildCommand implements ShellCommand {

    private final ObjectProvider<AccountBook> accounts;

    BudgetRebuildCommand(ObjectProvider<AccountBook> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Usage usage() {
        return Usage.of("budget rebuild", "rebuilds all accounts from the books and compares them with the ledger's")
                .flag("check", "changes nothing; has to be said");
    }

    @Override
    public int run(Invocation invocation) {
        if (!invocation.flag("check")) {
            throw CommandFailure.usage("Command 'budget rebuild' compares and changes nothing; say '--check'");
        }
        Recount recount = accounts.getObject().recount();
        recount.differences().forEach(invocation.out()::println);
        if (!recount.isEqual()) {
            throw new CommandFailure(
                    CommandFailure.FAILED,
                    "%d of %d accounts are not what the books say"
                            .formatted(recount.differences().size(), recount.accounts()));
        }
        invocation.out().println("%d accounts are what the books say".formatted(recount.accounts()));
        return 0;
    }
}
