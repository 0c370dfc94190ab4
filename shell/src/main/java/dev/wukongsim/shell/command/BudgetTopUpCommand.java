package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.AccountBook;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class BudgetTopUpCommand implements ShellCommand {

    private static final int AMOUNT = 1;

    private final ObjectProvider<AccountBook> accounts;

    BudgetTopUpCommand(ObjectProvider<AccountBook> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Usage usage() {
        return AccountChange.on(
                Usage.of("budget topup", "raises the limit of an account by tokens, or by yuan if it counts money")
                        .takes("ACCOUNT")
                        .takes("TOKENS"));
    }

    @Override
    public int run(Invocation invocation) {
        BigDecimal number = AccountChange.number(invocation, AMOUNT);
        AccountBook book = accounts.getObject();
        Account account = book.require(invocation.argument(0));
        long amount = AccountChange.amount(account, number);
        return AccountChange.run(
                invocation, () -> List.of(book.ledger().topUp(account.id(), amount, AccountChange.reason(invocation))));
    }
}
