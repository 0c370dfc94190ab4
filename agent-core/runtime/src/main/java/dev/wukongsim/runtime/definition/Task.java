package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.allowance.AccountName;
import dev.wukongsim.runtime.budget.Funding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One piece of work.
 *
 * <pre>{@code
 * Task task = Task.of("t-1", clerk, "Check expense report EXP-7.", "li.na", 20_000);
 * }</pre>
 *
 * @param id never used for another piece of work
 * @param agent who does it
 * @param goal what is to be done
 * @param employee on whose behalf
 * @param budget tokens the whole task may use
 * @param funding accounts that the task draws on beside its own; all open
 * @param confirmed tools the employee agreed to beforehand; a name may end in {@code *}
 * @param session the conversation it goes on with, if it is part of one
 * @param shortage what happens when the budget runs short
 */
public record Task(
        String id,
        Agent agent,
        String goal,
        String employee,
        long budget,
        Funding funding,
        List<String> confirmed,
        Optional<String> session,
        Shortage shortage) {

    public Task {
        requireNonNull(id, "id is null");
        requireNonNull(agent, "agent is null");
        requireNonNull(goal, "goal is null");
        requireNonNull(employee, "employee is null");
        requireNonNull(funding, "funding is null");
        requireNonNull(session, "session is null");
        requireNonNull(shortage, "shortage is null");
        confirmed = List.copyOf(confirmed);
        if (budget < 1) {
            throw new IllegalArgumentException("Budget of task '" + id + "' must be at least 1 token, is " + budget);
        }
    }

    /** A task that draws on its own account alone and had nothing confirmed beforehand. */
    public static Task of(String id, Agent agent, String goal, String employee, long budget) {
        return new Task(
                id,
                agent,
                goal,
                employee,
                budget,
                Funding.of(List.of()),
                List.of(),
                Optional.empty(),
                Shortage.ladder());
    }

    /** The task that a file describes. */
    public static Task of(String id, TaskFile file, Map<String, String> inputs) {
        var definition = file.definition();
        return Task.of(
                        id,
                        definition.agent(),
                        file.goal(inputs),
                        definition.as(),
                        definition.budget().tokens())
                .withConfirmed(definition.confirmed())
                .withShortage(definition.budget().shortage().orElseThrow());
    }

    public Task withAgent(Agent other) {
        return new Task(id, other, goal, employee, budget, funding, confirmed, session, shortage);
    }

    public Task withEmployee(String other) {
        return new Task(id, agent, goal, other, budget, funding, confirmed, session, shortage);
    }

    public Task withBudget(long tokens) {
        return new Task(id, agent, goal, employee, tokens, funding, confirmed, session, shortage);
    }

    /** A task that also draws on these accounts, from the nearest to the root. */
    public Task withFunding(List<String> path) {
        return withFunding(Funding.of(path));
    }

    public Task withFunding(Funding accounts) {
        return new Task(id, agent, goal, employee, budget, accounts, confirmed, session, shortage);
    }

    public Task withConfirmed(List<String> tools) {
        return new Task(id, agent, goal, employee, budget, funding, tools, session, shortage);
    }

    public Task withSession(String name) {
        return new Task(id, agent, goal, employee, budget, funding, confirmed, Optional.of(name), shortage);
    }

    public Task withShortage(Shortage other) {
        return new Task(id, agent, goal, employee, budget, funding, confirmed, session, other);
    }

    /** Tokens of the budget that are kept for the last call; 0 if none is made. */
    public long reserve() {
        return shortage.reserveOf(budget);
    }

    /** The task's own account. */
    public String account() {
        return AccountName.task(id);
    }

    /** Every account the task draws on, its own first. */
    public Funding accounts() {
        List<String> path = new ArrayList<>(List.of(account()));
        path.addAll(funding.path());
        return new Funding(path, funding.sources());
    }
}
