package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.budget.TokenLedger;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** The accounts that a task draws on beside its own: its employee's and the organisation's, by month in UTC. */
final class Funding {

    private final WukongProperties.Budget budget;
    private final InstantSource clock;

    Funding(WukongProperties.Budget budget, InstantSource clock) {
        this.budget = budget;
        this.clock = clock;
    }

    /** Open the accounts for an employee's task; the nearest first. */
    List<String> open(String employee, TokenLedger ledger) {
        YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        String personal = "employee:" + employee + ":" + month;
        String organisation = "organisation:" + month;
        ledger.open(personal, budget.employeeMonthly());
        ledger.open(organisation, budget.organisationMonthly());
        return List.of(personal, organisation);
    }
}
