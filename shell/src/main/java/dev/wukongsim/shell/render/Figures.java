package dev.wukongsim.shell.render;

import dev.wukongsim.qwen.Count;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** Tokens and money in words. */
public final class Figures {

    private static final int MICRO_DIGITS = 6;
    private static final int SHOWN_DIGITS = 4;

    private Figures() {}

    public static String tokens(Usage usage) {
        StringBuilder text = new StringBuilder(format("%,d input", usage.input()));
        if (usage.cachedInput() > 0) {
            text.append(format(" (%,d cached)", usage.cachedInput()));
        }
        text.append(format(", %,d output", usage.output()));
        if (usage.reasoning() > 0) {
            text.append(format(" (%,d reasoning)", usage.reasoning()));
        }
        text.append(usage.calls() == 1 ? " in 1 call" : format(" in %d calls", usage.calls()));
        return usage.estimated() ? text.append(", estimated").toString() : text.toString();
    }

    /** The amount, or that it is unknown, which is not the same as nothing. */
    public static String cost(Optional<Money> cost) {
        return cost.map(Figures::money).orElse("unknown");
    }

    public static String account(Account account) {
        Unit unit = account.unit();
        String held = account.held() == 0 ? "" : ", " + unit.number(account.held()) + " held";
        String state = account.state() == AccountState.OPEN
                ? ""
                : ", " + account.state().name().toLowerCase(Locale.ROOT);
        return unit.number(account.spent()) + " of " + unit.text(account.limit()) + " spent" + held + state;
    }

    /** By how much an account's limit was passed. */
    static String passed(Account account) {
        return format("the budget by %,d tokens", -account.available());
    }

    /** The amount to the last millionth. */
    public static String exact(Money money) {
        return money.currency() + " "
                + BigDecimal.valueOf(money.micros(), MICRO_DIGITS).toPlainString();
    }

    public static String count(Count count) {
        return format(
                count.tokens() == 1 ? "%,d token%s" : "%,d tokens%s",
                count.tokens(),
                count.estimated() ? ", estimated" : "");
    }

    private static String money(Money money) {
        BigDecimal amount = BigDecimal.valueOf(money.micros(), MICRO_DIGITS);
        return money.currency() + " "
                + amount.setScale(SHOWN_DIGITS, RoundingMode.HALF_UP).toPlainString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
