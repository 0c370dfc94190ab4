package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.allowance.Overview;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.AccountDetails;
import dev.wukongsim.shell.render.AccountDetailsScreen;
import dev.wukongsim.shell.render.AccountsJson;
import dev.wukongsim.shell.render.BurnDownScreen;
import dev.wukongsim.shell.wiring.AccountBook;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class BudgetCommand implements ShellCommand {

    private final ObjectProvider<AccountBook> accounts;
    private final Console console;

    BudgetCommand(ObjectProvider<AccountBook> accounts, Console console) {
        this.accounts = accounts;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("budget", "shows how accounts burn down, or everything about one")
                .mayTake("ACCOUNT")
                .flag("all", "also shows earlier tasks and months")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        AccountBook book = accounts.getObject();
        if (invocation.firstArgument().isPresent()) {
            printOne(book, book.details(invocation.argument(0)), invocation);
        } else {
            printAll(book, invocation);
        }
        return 0;
    }

    private void printOne(AccountBook book, AccountDetails details, Invocation invocation) {
        if (invocation.flag("json")) {
            invocation.out().println(AccountsJson.of(details));
        } else {
            new AccountDetailsScreen(console.results(invocation.out()), console.draws(), book.zone()).print(details);
        }
    }

    private void printAll(AccountBook book, Invocation invocation) {
        if (invocation.flag("json")) {
            invocation.out().println(AccountsJson.ofBurnDowns(book.burnDowns()));
            return;
        }
        Overview overview = invocation.flag("all") ? Overview.all(book.burnDowns()) : Overview.latest(book.burnDowns());
        BurnDownScreen screen = new BurnDownScreen(console.results(invocation.out()), console.draws(), book.zone());
        screen.print(overview);
        if (overview.shown().isEmpty()) {
            console.err().println("No account was opened yet; the first task opens some.");
        }
    }
}
