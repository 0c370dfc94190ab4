package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What every ledger checks at its door, so that all of them refuse the same input with the same words. */
public final class LedgerRules {

    /** The most that an account can count; larger integers are not exact in every store. */
    public static final long MAXIMUM = (1L << 53) - 1;

    /** The most characters of an id. */
    public static final int LONGEST_ID = 200;

    /** How long a reservation is known after it has ended, so that what is repeated or comes late finds it. */
    public static final Duration RETENTION = Duration.ofDays(7);

    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

    private LedgerRules() {}

    /** Check the id of an account or a reservation: stores keep it in lines of words. */
    public static void checkId(String what, String id) {
        require(
                !id.isEmpty() && id.length() <= LONGEST_ID && id.codePoints().allMatch(LedgerRules::isPrintable),
                () -> String.format(
                        Locale.ROOT,
                        "The id of %s must be 1 to %d characters without white space or control characters, such as"
                                + " 'task:t-42'; is '%s'",
                        what,
                        LONGEST_ID,
                        id));
    }

    private static boolean isPrintable(int character) {
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && !Character.isISOControl(character)
                && Character.getType(character) != Character.SURROGATE;
    }

    /** Check the ids of accounts. */
    public static void checkAccounts(List<String> accounts) {
        accounts.forEach(account -> checkId("an account", account));
    }

    /** Check what {@link TokenLedger#open} is given. */
    public static void checkOpen(String account, Unit unit, long limit) {
        checkId("an account", account);
        require(
                0 <= limit && limit <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "Limit of account '%s' must be between 0 and %s, is %s",
                        account,
                        unit.text(MAXIMUM),
                        unit.number(limit)));
    }

    /** Why a limit moves when an account is opened again. */
    public static String policyReason(Unit unit, long limit) {
        return "opened again with a limit of " + unit.text(limit);
    }

    /** Check what {@link TokenLedger#reserve} is given. */
    public static void checkReserve(String reservation, Request request, Duration lease) {
        checkId("a reservation", reservation);
        List<String> accounts = request.accounts();
        checkAccounts(accounts);
        require(
                !accounts.isEmpty(),
                () -> String.format(Locale.ROOT, "Reservation '%s' names no account", reservation));
        require(
                new HashSet<>(accounts).size() == accounts.size(),
                () -> String.format(Locale.ROOT, "Reservation '%s' names an account twice: %s", reservation, accounts));
        Amount wanted = request.wanted();
        Amount minimum = request.minimum();
        require(
                wanted.micros().isPresent() == minimum.micros().isPresent(),
                () -> String.format(
                        Locale.ROOT,
                        "Reservation '%s' must give a price both to what it wants and to what it needs at least, or to"
                                + " neither",
                        reservation));
        checkWanted(reservation, "tokens", wanted.tokens(), minimum.tokens());
        checkWanted(
                reservation,
                "micros",
                wanted.micros().orElse(0),
                minimum.micros().orElse(0));
        checkLease(reservation, lease);
    }

    private static void checkWanted(String reservation, String unit, long wanted, long minimum) {
        require(
                0 <= minimum && minimum <= wanted && wanted <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "Reservation '%s' needs at least %,d %s and wants %,d; it must be 0 <= minimum <= wanted <= %,d",
                        reservation,
                        minimum,
                        unit,
                        wanted,
                        MAXIMUM));
    }

    /** Check what {@link TokenLedger#extend} is given. */
    public static void checkLease(String reservation, Duration lease) {
        checkId("a reservation", reservation);
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
    public static void checkSettle(String reservation, Usage usage, OptionalLong micros) {
        checkId("a reservation", reservation);
        checkSettled(reservation, "tokens", usage.total());
        checkSettled(reservation, "micros", micros.orElse(0));
    }

    private static void checkSettled(String reservation, String unit, long number) {
        require(
                0 <= number && number <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "Reservation '%s' must settle between 0 and %,d %s, not %,d",
                        reservation,
                        MAXIMUM,
                        unit,
                        number));
    }

    /** Check what {@link TokenLedger#topUp} is given. */
    public static void checkTopUp(String account, long amount, String reason) {
        checkChange("Top-up of", account, 1, amount, reason);
    }

    /** Check what {@link TokenLedger#setLimit} is given. */
    public static void checkLimit(String account, long limit, String reason) {
        checkChange("New limit of", account, 0, limit, reason);
    }

    /** Check what {@link TokenLedger#transfer} is given. */
    public static void checkTransfer(String from, String to, long amount, String reason) {
        checkChange("Transfer from", from, 1, amount, reason);
        checkId("an account", to);
        require(
                !from.equals(to),
                () -> String.format(Locale.ROOT, "Transfer from account '%s' must go to another one", from));
    }

    /** Check what {@link TokenLedger#freeze}, {@code thaw} and {@code close} are given. */
    public static void checkReason(String account, String reason) {
        checkId("an account", account);
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

    private static void checkChange(String what, String account, long least, long amount, String reason) {
        require(
                least <= amount && amount <= MAXIMUM,
                () -> String.format(
                        Locale.ROOT,
                        "%s account '%s' must be between %d and %,d, is %,d",
                        what,
                        account,
                        least,
                        MAXIMUM,
                        amount));
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

    private static void require(boolean kept, Supplier<String> rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule.get());
        }
    }
}
