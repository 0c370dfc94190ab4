package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.Opened;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpendingReaderTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final String SEAT = "employee:li.na:qwen:2026-11";

    private final List<LedgerEntry> books = new ArrayList<>(List.of(new Opened(1, START, SEAT, Unit.TOKENS, 10_000)));

    @Test
    void meetsASteadyPace() {
        for (int hour = 0; hour < 20 * 24; hour++) {
            charge(START.plus(Duration.ofHours(hour)), 10, SEAT);
        }

        Spending spending = read(START.plus(Duration.ofDays(20)));

        assertThat(spending.perDay()).isCloseTo(240, within(3.0));
        assertThat(spending.lastDay()).isEqualTo(230);
    }

    @Test
    void weighsRecentDaysMoreThanOldOnes() {
        charge(START.plus(Duration.ofDays(1)), 900, SEAT);
        double late = read(START.plus(Duration.ofDays(20))).perDay();
        double soon = read(START.plus(Duration.ofDays(3))).perDay();

        assertThat(late).isPositive().isLessThan(2);
        assertThat(soon).isGreaterThan(150);
    }

    @Test
    void takesTheFirstHourForAWholeDay() {
        charge(START.plusSeconds(60), 100, SEAT);

        assertThat(read(START.plusSeconds(120)).perDay()).isEqualTo(100);
    }

    @Test
    void countsTheLast24HoursToTheMillisecond() {
        charge(START, 7, SEAT);

        assertThat(read(START.plus(Duration.ofDays(1)).minusMillis(1)).lastDay())
                .isEqualTo(7);
        assertThat(read(START.plus(Duration.ofDays(1))).lastDay()).isZero();
    }

    @Test
    void tellsThePartOfSubAgents() {
        charge(START, 30, "agent:t-1/critic", "task:t-1", SEAT);
        charge(START, 70, "task:t-1", SEAT);

        assertThat(read(START).subAgents()).isEqualTo(30);
    }

    @Test
    void keepsAlertsAndTheLatestEntries() {
        for (int i = 0; i < 15; i++) {
            charge(START.plusSeconds(i), i + 1, SEAT);
        }
        Alerted alert = new Alerted(17, START.plusSeconds(20), SEAT, 50, 5_000, 10_000);
        books.add(alert);

        Spending spending = read(START.plusSeconds(30));

        assertThat(spending.alerts()).containsExactly(alert);
        assertThat(spending.latest()).hasSize(10).first().isEqualTo(alert);
        assertThat(spending.usages()).hasSize(15);
    }

    @Test
    void leavesOutASourceThatPaidNothing() {
        books.add(new Charged(
                2,
                START,
                Charged.Kind.SET,
                "t-1:1:1",
                Amount.tokens(5),
                List.of(new Share(SEAT, 5), new Share("pack:q4", 0)),
                Usage.of(5, 0)));

        assertThat(SpendingReader.read(books, START)).containsOnlyKeys(SEAT);
    }

    private void charge(Instant at, long tokens, String... accounts) {
        List<Share> shares = List.of(accounts).stream()
                .map(account -> new Share(account, tokens))
                .toList();
        long number = books.size() + 1L;
        books.add(new Charged(
                number,
                at,
                Charged.Kind.SET,
                "t-1:" + number + ":1",
                Amount.tokens(tokens),
                shares,
                Usage.of(tokens, 0)));
    }

    private Spending read(Instant now) {
        Map<String, Spending> all = SpendingReader.read(books, now);
        return all.getOrDefault(SEAT, Spending.NONE);
    }
}
