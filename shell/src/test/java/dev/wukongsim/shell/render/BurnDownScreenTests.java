package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.allowance.BurnDown;
import dev.wukongsim.runtime.allowance.Overview;
import dev.wukongsim.runtime.allowance.Savings;
import dev.wukongsim.runtime.allowance.Spending;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class BurnDownScreenTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-15T16:00:00Z");
    private static final String SEAT = "employee:li.na:qwen:2026-11";

    private final StringWriter written = new StringWriter();

    @Test
    void showsBarFiguresOutlookAndAlerts() {
        print(80, false, burnDown(new Account(SEAT, 1_000, 600, 50), 50, 100, alert(50)));

        assertThat(written.toString().lines())
                .containsExactly(
                        "employee",
                        "  employee:li.na:qwen:2026-11                                             60.0 %",
                        "  [######################################|#######++++..........................]",
                        "  spent 600, held 50, free 350 of 1,000 tokens",
                        "  pace 1.20, at the pace of these days it ends 2026-11-24 00:00,",
                        "  at that of the last 24 h it ends 2026-11-20 00:00",
                        "  alerts: 50 % on 2026-11-14 09:00",
                        "  # spent  + held  . free  | now  (times in Asia/Shanghai)");
    }

    @Test
    void showsMoneyInYuan() {
        Account purse = new Account(
                "department:sales:2026-11", Unit.MICROS, 30_000_000, 24_412_500, 0, 80, AccountState.FROZEN);

        print(80, false, burnDown(purse, 0, 0));

        assertThat(written.toString())
                .contains(
                        "81.4 %, frozen",
                        "spent 24.4125, held 0, free 5.5875 of 30 yuan", "pace 1.63, lasts the month");
    }

    @Test
    void putsATaskOnOneLine() {
        print(80, false, burnDown(new Account("task:t-20261122-040627-voec2", 40_000, 16_638, 0), 0, 0));

        assertThat(written.toString().lines().limit(2))
                .containsExactly(
                        "task", "  task:t-20261122-040627-voec2 [####......]  41.6 %; 16,638 of 40,000 tokens");
    }

    @Test
    void fitsTheNarrowestTerminal() {
        print(
                40,
                true,
                burnDown(new Account(SEAT, 1_000_000_000, 600_000_000, 50), 50_000_000, 100, alert(50), alert(80)),
                burnDown(new Account("task:t-20261122-040627-voec2", 40_000, 16_638, 0), 0, 0));

        assertThat(written.toString().lines())
                .allSatisfy(line ->
                        assertThat(new AttributedString(line).columnLength()).isLessThanOrEqualTo(40));
        assertThat(written.toString()).contains("┃", "█", "░");
    }

    @Test
    void turnsFromGreenOverYellowToRed() {
        assertThat(colourAt(49)).isEqualTo("32");
        assertThat(colourAt(50)).isEqualTo("33");
        assertThat(colourAt(80)).isEqualTo("31");
        assertThat(colourAt(100)).isEqualTo("31;1");
    }

    @Test
    void saysWhatItHides() {
        new BurnDownScreen(screen(80, false), false, SHANGHAI).print(new Overview(List.of(), 3, 2));

        assertThat(written.toString())
                .isEqualToIgnoringNewLines("  … and 3 of earlier tasks and 2 of earlier months, '--all' shows them");
    }

    @Test
    void tellsOfOneAccountWhatChargedItAndWhatHoldsOnToIt() {
        Funding funding = new Funding(List.of("organisation:2026-11"), List.of(SEAT, "pack:q4"));
        Request request = new Request(funding, Amount.tokens(90), Amount.tokens(10), true);
        Reservation call = new Reservation(
                "t-1:3:1",
                request,
                Amount.tokens(90),
                List.of(50L, 40L),
                ReservationState.INFLIGHT,
                NOW,
                Amount.tokens(0),
                Usage.NONE);
        LedgerEntry charge = new Charged(
                7,
                NOW,
                Charged.Kind.SET,
                "t-1:2:1",
                Amount.tokens(600),
                List.of(new Share(SEAT, 600)),
                Usage.estimate(500, 100));
        LedgerEntry topUp = new LimitChanged(8, NOW, LimitChanged.Cause.TOPUP, SEAT, 200, "quarter\u001b end");
        Spending spending = new Spending(0, 0, 150, List.of(), List.of(topUp, charge), Map.of());
        BurnDown burnDown = BurnDown.of(new Account(SEAT, 1_000, 600, 50), spending, NOW, SHANGHAI);

        new AccountDetailsScreen(screen(100, false), false, SHANGHAI)
                .print(new AccountDetails(burnDown, List.of(call), new Savings(400, OptionalLong.of(256))));

        assertThat(written.toString())
                .contains(
                        "sub-agents spent 150 tokens of it, 25 %",
                        "400 tokens came from a cache, which saved 0.000256 yuan at list price",
                        "t-1:3:1 holds 50 tokens, under way, free when it settles, charged in full at 2026-11-16 00:00:00",
                        "2026-11-16 00:00:00  topup     +200 tokens: quarter\\u001b end",
                        "2026-11-16 00:00:00  charged   +600 tokens by t-1:2:1, estimated");
    }

    @Test
    void tellsOfAnAccountInMoneyAlsoTheTokens() {
        LedgerEntry charge = new Charged(
                7,
                NOW,
                Charged.Kind.LATE,
                "t-1:2:1",
                Amount.of(600, 5_721),
                List.of(new Share("department:sales:2026-11", 5_721)),
                Usage.of(500, 100));

        assertThat(new EntryWords("department:sales:2026-11", Unit.MICROS).detail(charge))
                .isEqualTo("+0.005721 yuan for 600 tokens by t-1:2:1");
        assertThat(EntryWords.kind(charge)).isEqualTo("late");
    }

    private String colourAt(long percent) {
        written.getBuffer().setLength(0);
        new BurnDownScreen(screen(80, true), true, SHANGHAI)
                .print(Overview.all(List.of(burnDown(new Account(SEAT, 100, percent, 0), 0, 0))));
        String bar = written.toString().lines().skip(2).findFirst().orElseThrow();
        return bar.substring(bar.indexOf('[') + 1, bar.indexOf('m'));
    }

    private void print(int columns, boolean drawn, BurnDown... burnDowns) {
        new BurnDownScreen(screen(columns, false), drawn, SHANGHAI).print(Overview.all(List.of(burnDowns)));
    }

    private Screen screen(int columns, boolean colours) {
        return new Screen(new PrintWriter(written, true), colours, columns);
    }

    private static Alerted alert(int percent) {
        return new Alerted(9, Instant.parse("2026-11-14T01:00:00Z"), SEAT, percent, 500, 1_000);
    }

    private static BurnDown burnDown(Account account, double perDay, long lastDay, Alerted... alerts) {
        Spending spending = new Spending(perDay, lastDay, 0, List.of(alerts), List.of(), Map.of());
        return BurnDown.of(account, spending, NOW, SHANGHAI);
    }
}
