package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.AccountBook;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class BudgetThawCommand implements ShellCommand {

    private final ObjectProvider<AccountBook> accounts;

    BudgetThawCommand(ObjectProvider<AccountBook> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Usage usage() {
        return AccountChange.on(Usage.of("budget thaw", "lets a frozen account admit calls again")
                .takes("ACCOUNT"));
    }

    @Override
    public int run(Invocation invocation) {
        AccountBook book = accounts.getObject();
        String account = book.require(invocation.argument(0)).id();
        return AccountChange.run(
                invocation, () -> List.of(book.ledger().thaw(account, AccountChange.reason(invocation))));
    }
}
