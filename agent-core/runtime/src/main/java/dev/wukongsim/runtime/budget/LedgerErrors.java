package dev.wukongsim.runtime.budget;

import java.util.List;
import java.util.Locale;

/** What every ledger says when numbers that are fine by themselves do not fit its accounts. */
public final class LedgerErrors {

    private LedgerErrors() {}

    /** The refusal of a transfer of more than there is. */
    public static IllegalArgumentException tooLittle(Account account, long amount) {
        Unit unit = account.unit();
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "Account '%s' has %s available; a transfer of %s is too much",
                account.id(),
                unit.text(account.available()),
                unit.number(amount)));
    }

    /** The refusal of a change that would make an account count further than {@link LedgerRules#MAXIMUM}. */
    public static IllegalArgumentException tooLarge(String account) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "Account '%s' cannot count further than %,d; settle or release what it holds, or use another account",
                account,
                LedgerRules.MAXIMUM));
    }

    /** The refusal to mix tokens and money. */
    public static IllegalArgumentException otherUnit(Account account, Unit wanted) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "Account '%s' counts %s and cannot be used for %s; use another account",
                account.id(),
                name(account.unit()),
                name(wanted)));
    }

    /** Check that sources can pay together. */
    static void requireOneUnit(List<Account> sources) {
        sources.stream()
                .filter(source -> source.unit() != sources.getFirst().unit())
                .findFirst()
                .ifPresent(other -> {
                    throw otherUnit(other, sources.getFirst().unit());
                });
    }

    private static String name(Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
