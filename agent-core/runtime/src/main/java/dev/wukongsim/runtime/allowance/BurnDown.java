package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How an account is doing: how fast it is spent, and when it runs out if that goes on.
 *
 * @param period the month that the account's id names; empty if it names none
 * @param now when it was looked at
 */
public record BurnDown(Account account, Optional<Period> period, Spending spending, Instant now) {

    private static final double DAY = Duration.ofDays(1).toMillis();
    private static final int HUNDRED = 100;

    /** Without a period, what lies further ahead than this is no forecast. */
    private static final Duration FORESIGHT = Duration.ofDays(366);

    public BurnDown {
        requireNonNull(account, "account is null");
        requireNonNull(period, "period is null");
        requireNonNull(spending, "spending is null");
        requireNonNull(now, "now is null");
    }

    /**
     * The burn-down of an account.
     *
     * @param zone where months begin and end
     */
    public static BurnDown of(Account account, Spending spending, Instant now, ZoneId zone) {
        Optional<Period> period = AccountName.of(account.id()).month().map(month -> new Period(month, zone));
        return new BurnDown(account, period, spending, LedgerRules.toMillis(now));
    }

    public AccountName name() {
        return AccountName.of(account.id());
    }

    /** What is spent, in percent of the limit; 100 if the limit is zero. */
    public double usedPercent() {
        return percent(account.spent());
    }

    /** What is held, in percent of the limit. */
    public double heldPercent() {
        return account.limit() <= 0 ? 0 : percent(account.held());
    }

    /** How much of the period is over, in percent; empty without a period. */
    public OptionalDouble elapsedPercent() {
        return period.map(month -> OptionalDouble.of(month.elapsed(now) * HUNDRED))
                .orElse(OptionalDouble.empty());
    }

    /** Used over elapsed: above 1 it will not last. Empty without a period, or before it has begun. */
    public OptionalDouble pace() {
        OptionalDouble elapsed = elapsedPercent();
        return elapsed.isPresent() && elapsed.getAsDouble() > 0
                ? OptionalDouble.of(usedPercent() / elapsed.getAsDouble())
                : OptionalDouble.empty();
    }

    public boolean isUsedUp() {
        return account.spent() >= account.limit();
    }

    /** Whether the period is over, so that nothing more is admitted by the policy. */
    public boolean isOver() {
        return period.map(month -> !now.isBefore(month.end())).orElse(false);
    }

    /** When it runs out if days stay as they were of late; empty if it lasts. */
    public Optional<Instant> projectedEnd() {
        return end(spending.perDay());
    }

    /** When it runs out if days stay as the last 24 hours were; empty if it lasts. */
    public Optional<Instant> projectedEndByLastDay() {
        return end((double) spending.lastDay());
    }

    /** A task, its sub-agents and a schedule's day end by themselves, so days say nothing of them. */
    private boolean isOngoing() {
        return switch (name().kind()) {
            case ORGANISATION, DEPARTMENT, EMPLOYEE, PACK, OTHER -> true;
            case SCHEDULE -> period.isPresent();
            case TASK, AGENT -> false;
        };
    }

    private Optional<Instant> end(double perDay) {
        if (isUsedUp() || isOver() || perDay <= 0 || !isOngoing()) {
            return Optional.empty();
        }
        double days = (account.limit() - account.spent()) / perDay;
        Instant last = period.map(Period::end).orElseGet(() -> now.plus(FORESIGHT));
        double daysLeft = (last.toEpochMilli() - now.toEpochMilli()) / DAY;
        return days < daysLeft ? Optional.of(now.plusMillis((long) (days * DAY))) : Optional.empty();
    }

    private double percent(long amount) {
        return account.limit() <= 0 ? HUNDRED : (double) amount * HUNDRED / account.limit();
    }
}
