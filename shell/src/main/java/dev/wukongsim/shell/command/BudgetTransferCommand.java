package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.AccountBook;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class BudgetTransferCommand implements ShellCommand {

    private static final int AMOUNT = 2;

    private final ObjectProvider<AccountBook> accounts;

    BudgetTransferCommand(ObjectProvider<AccountBook> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Usage usage() {
        return AccountChange.on(Usage.of("budget transfer", "moves a part of one account's limit to another one")
                .takes("FROM")
                .takes("TO")
                .takes("TOKENS"));
    }

    @Override
    public int run(Invocation invocation) {
        BigDecimal number = AccountChange.number(invocation, AMOUNT);
        AccountBook book = accounts.getObject();
        Account from = book.require(invocation.argument(0));
        Account to = book.require(invocation.argument(1));
        if (from.unit() != to.unit()) {
            throw CommandFailure.usage("Accounts '%s' and '%s' count in different units; a transfer needs one unit"
                    .formatted(from.id(), to.id()));
        }
        long amount = AccountChange.amount(from, number);
        return AccountChange.run(invocation, () -> {
            book.ledger().transfer(from.id(), to.id(), amount, AccountChange.reason(invocation));
            return List.of(book.require(from.id()), book.require(to.id()));
        });
    }
}
