package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What every ledger checks at its door, so that all of them refuse the same input with the same words. */
public final class LedgerRules {

    /** The most tokens an account can count; larger integers are not exact in every store. */
    public static final long MAXIMUM = (1L << 53) - 1;

    /** How long a reservation is known after it has ended, so that what is repeated or comes late finds it. */
    public static final Duration RETENTION = Duration.ofDays(7);

    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

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
    public static void checkReserve(String reservation, List<String> path, long wanted, long minimum, Duration lease) {
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
        checkLease(reservation, lease);
    }

    /** Check what {@link TokenLedger#extend} is given. */
    public static void checkLease(String reservation, Duration lease) {
        require(
                lease.toMillis() > 0 && lease.compareTo(LONGEST_LEASE) <= 0,
                () -> String.format(
                        Locale.ROOT,
                        "Reservation '%s' must be leased for more than nothing and at most %s, not for %s",
                        reservation,
                        LONGEST_LEASE,
                        lease));
    }

    /** Check what {@link TokenLedger#settle} is given. */
    public static void checkSettle(String reservation, Usage usage) {
        long tokens = usage.total();
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
        checkChange("Top-up of", account, 1, tokens, reason);
    }

    /** Check what {@link TokenLedger#setLimit} is given. */
    public static void checkLimit(String account, long limit, String reason) {
        checkChange("New limit of", account, 0, limit, reason);
    }

    /** Check what {@link TokenLedger#transfer} is given. */
    public static void checkTransfer(String from, String to, long tokens, String reason) {
        checkChange("Transfer from", from, 1, tokens, reason);
        require(
                !from.equals(to),
                () -> String.format(Locale.ROOT, "Transfer from account '%s' must go to another one", from));
    }

    /** Check what {@link TokenLedger#freeze}, {@code thaw} and {@code close} are given. */
    public static void checkReason(String account, String reason) {
        require(
                !reason.isBlank(),
                () -> String.format(Locale.ROOT, "A change of account '%s' needs a reason", account));
    }

    /** Check what {@link TokenLedger#entries} is given. */
    public static void checkEntries(long after, int count) {
        require(
                after >= 0 && count > 0,
                () -> String.format(
                        Locale.ROOT, "Cannot read %,d entries after number %,d of the books", count, after));
    }

    private static void checkChange(String what, String account, long least, long tokens, String reason) {
        require(
                least <= tokens && tokens <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "%s account '%s' must be between %d and %,d tokens, is %,d",
                        what,
                        account,
                        least,
                        MAXIMUM,
                        tokens));
        checkReason(account, reason);
    }

    /** The moment to the millisecond, which is what every store keeps. */
    public static Instant toMillis(Instant moment) {
        return Instant.ofEpochMilli(moment.toEpochMilli());
    }

    /** What is known of an attempt that was under way when its lease was over. */
    public static Usage unknownUsage() {
        return Usage.estimate(0, 0);
    }

    /** The refusal of a transfer of more than there is. */
    public static IllegalArgumentException tooLittle(Account account, long tokens) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "Account '%s' has %,d tokens available; a transfer of %,d is too much",
                account.id(),
                account.available(),
                tokens));
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
