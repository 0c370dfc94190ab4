package dev.wukongsim.runtime.budget;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What every ledger checks at its door, so that all of them refuse the same input with the same words. */
public final class LedgerRules {

    /** The most tokens an account can count; larger integers are not exact in every store. */
    public static final long MAXIMUM = (1L << 53) - 1;

    private LedgerRules() {}

    /** Check what {@link TokenLedger#open} is given. */
    public static void checkOpen(String account, long limit) {
        require(!account.isBlank(), () -> "The id of an account must not be blank");
        require(
                0 <= limit && limit <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "Limit of account '%s' must be between 0 and %,d tokens, is %,d",
                        account,
                        MAXIMUM,
                        limit));
    }

    /** Check what {@link TokenLedger#reserve} is given. */
    public static void checkReserve(String reservation, List<String> path, long wanted, long minimum) {
        require(!reservation.isBlank(), () -> "The id of a reservation must not be blank");
        require(!path.isEmpty(), () -> String.format(Locale.ROOT, "Reservation '%s' names no account", reservation));
        require(
                new HashSet<>(path).size() == path.size(),
                () -> String.format(Locale.ROOT, "Reservation '%s' names an account twice: %s", reservation, path));
        require(
                0 <= minimum && minimum <= wanted,
                () -> String.format(
                        Locale.ROOT,
                        "Reservation '%s' needs at least %,d tokens and wants %,d; it must be 0 <= minimum <= wanted",
                        reservation,
                        minimum,
                        wanted));
        require(
                wanted <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "Reservation '%s' may want at most %,d tokens, not %,d",
                        reservation,
                        MAXIMUM,
                        wanted));
    }

    /** Check what {@link TokenLedger#settle} is given. */
    public static void checkSettle(String reservation, long tokens) {
        require(
                0 <= tokens && tokens <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "Reservation '%s' must settle between 0 and %,d tokens, not %,d",
                        reservation,
                        MAXIMUM,
                        tokens));
    }

    /** Check what {@link TokenLedger#topUp} is given. */
    public static void checkTopUp(String account, long tokens, String reason) {
        require(
                0 < tokens && tokens <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "Top-up of account '%s' must be between 1 and %,d tokens, is %,d",
                        account,
                        MAXIMUM,
                        tokens));
        require(!reason.isBlank(), () -> String.format(Locale.ROOT, "Top-up of account '%s' needs a reason", account));
    }

    /** The refusal of a change that would make an account count further than {@link #MAXIMUM}. */
    public static IllegalArgumentException tooLarge(String account) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "Account '%s' cannot count more than %,d tokens", account, MAXIMUM));
    }

    private static void require(boolean kept, Supplier<String> rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule.get());
        }
    }
}
