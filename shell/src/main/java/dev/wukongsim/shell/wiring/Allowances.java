package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import dev.wukongsim.runtime.allowance.Grant;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.shell.line.CommandFailure;
import java.time.InstantSource;

/** Opens the accounts that a task draws on beside its own, as the policy says at that moment. */
final class Allowances {

    private final AllowancePolicy policy;
    private final InstantSource clock;

    Allowances(AllowancePolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Open the accounts for an employee's task.
     *
     * @param department of the employee; blank if none is known
     * @throws CommandFailure if the policy denies it, or an account counts in another unit than the policy says by now
     */
    Funding open(String employee, String department, String product, TokenLedger ledger) {
        return switch (policy.resolve(employee, department, product, clock.instant())) {
            case Grant.Allowed allowed -> open(allowed, ledger);
            case Grant.Denied denied ->
                throw new CommandFailure(
                        StopReason.POLICY_DENIED.exitCode(), StopReason.POLICY_DENIED.word() + ": " + denied.reason());
        };
    }

    private static Funding open(Grant.Allowed allowed, TokenLedger ledger) {
        try {
            return allowed.openIn(ledger);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, e.getMessage() + "; a budget policy changes units with a new month only", e);
        }
    }
}
