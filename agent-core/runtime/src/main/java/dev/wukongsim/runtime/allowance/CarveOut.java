package dev.wukongsim.runtime.allowance;

import dev.wukongsim.runtime.budget.Funding;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a funding that a sub-agent may spend. Its account stands before all others on the path, so it can only narrow
 * what they allow, however large its limit is.
 *
 * @param account the sub-agent's own; to be opened with the limit of the carve-out
 * @param funding what the sub-agent's calls draw on
 */
public record CarveOut(String account, Funding funding) {

    /** Carve out of a task's funding, or out of another sub-agent's. */
    public static CarveOut of(Funding funding, String task, String agent) {
        String account = AccountName.agent(task, agent);
        List<String> path = new ArrayList<>(List.of(account));
        path.addAll(funding.path());
        return new CarveOut(account, new Funding(path, funding.sources()));
    }
}
