package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.AccountsJson;
import dev.wukongsim.shell.render.Figures;
import dev.wukongsim.shell.render.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** What commands that change accounts have in common: a reason, amounts in the account's unit, and what they print. */
final class AccountChange {

    private static final int YUAN_DIGITS = 6;

    private AccountChange() {}

    static Usage on(Usage usage) {
        return usage.requires("reason", "TEXT", "why, for those who read the books")
                .flag("json", "prints one JSON object on standard output");
    }

    static String reason(Invocation invocation) {
        return invocation.option("reason").orElseThrow();
    }

    /** A number above zero, as a person types it. */
    static BigDecimal number(Invocation invocation, int index) {
        String typed = invocation.argument(index);
        BigDecimal number = parse(typed);
        if (number.signum() <= 0) {
            throw CommandFailure.usage("An amount is more than 0, not '" + typed + "'");
        }
        return number;
    }

    /** The number in the account's unit: whole tokens, or yuan to the millionth. */
    static long amount(Account account, BigDecimal number) {
        try {
            return switch (account.unit()) {
                case TOKENS -> number.longValueExact();
                case MICROS -> number.movePointRight(YUAN_DIGITS).longValueExact();
            };
        } catch (ArithmeticException e) {
            String rule = account.unit() == Unit.TOKENS
                    ? "tokens: the amount is a whole number"
                    : "yuan: the amount has at most " + YUAN_DIGITS + " decimals";
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "Account '%s' counts %s, not %s".formatted(account.id(), rule, number.toPlainString()),
                    e);
        }
    }

    private static BigDecimal parse(String typed) {
        try {
            return new BigDecimal(typed.replace("_", "").replace(",", ""));
        } catch (NumberFormatException e) {
            throw new CommandFailure(CommandFailure.USAGE, "An amount is a number, not '" + typed + "'", e);
        }
    }

    /** Do it; what the ledger's rules refuse is a mistake of whoever typed it. */
    static int run(Invocation invocation, Supplier<List<Account>> change) {
        List<Account> changed;
        try {
            changed = change.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.USAGE, String.valueOf(e.getMessage()), e);
        }
        if (invocation.flag("json")) {
            invocation.out().println(AccountsJson.of(changed));
        } else {
            Table table = new Table();
            changed.forEach(account -> table.row(account.id(), Figures.account(account)));
            table.print(invocation.out());
        }
        return 0;
    }
}
