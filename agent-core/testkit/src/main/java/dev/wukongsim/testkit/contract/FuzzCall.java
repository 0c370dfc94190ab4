package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of a worker: by a task, or by a sub-agent of it, for a department that counts money, in an organisation that counts
 * tokens, paid by the worker's seat and then by a pack. All but task and pack are of one month.
 */
record FuzzCall(String id, int worker, boolean bySubAgent, YearMonth month, long wanted) {

    /** What a token costs. */
    static final long MICROS = 3;

    private static final long LEAST = 5;

    static FuzzCall at(Instant moment, String id, int worker, boolean bySubAgent, long wanted) {
        return new FuzzCall(id, worker, bySubAgent, YearMonth.from(moment.atOffset(ZoneOffset.UTC)), wanted);
    }

    String task() {
        return "task:" + worker;
    }

    String subAgent() {
        return "agent:" + worker + "/critic";
    }

    /** Whether its month has ended by now. */
    boolean isOver(Instant moment) {
        return YearMonth.from(moment.atOffset(ZoneOffset.UTC)).isAfter(month);
    }

    /** Its request; all accounts that it names are open after this. */
    Request request(TokenLedger ledger) {
        List<String> path = new ArrayList<>();
        if (bySubAgent) {
            path.add(open(ledger, subAgent(), Unit.TOKENS, 400));
        }
        path.add(open(ledger, task(), Unit.TOKENS, 1_000));
        path.add(open(ledger, "department:" + worker % 4 + ":" + month, Unit.MICROS, 15_000 * MICROS));
        path.add(open(ledger, "organisation:" + month, Unit.TOKENS, 40_000));
        String seat = open(ledger, "seat:" + worker + ":" + month, Unit.TOKENS, 300);
        String pack = open(ledger, "pack:" + worker % 4, Unit.TOKENS, 9_000);
        return request(new Funding(path, List.of(seat, pack)), wanted);
    }

    static Request request(Funding funding, long wanted) {
        return new Request(funding, Amount.of(wanted, wanted * MICROS), Amount.of(LEAST, LEAST * MICROS), true);
    }

    private static String open(TokenLedger ledger, String account, Unit unit, long limit) {
        return ledger.open(account, unit, limit).id();
    }
}
