package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournaledContext;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.planning.Planners;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.policy.TaskPolicy;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.turn.Pauses;
import dev.wukongsim.runtime.turn.model.ModelAccess;
import dev.wukongsim.runtime.turn.model.ModelTurn;
import dev.wukongsim.runtime.turn.model.Reserve;
import dev.wukongsim.runtime.turn.tool.ToolTurn;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** What a runner works with, and how a run is put together from it. */
record Parts(
        ModelClient model,
        ToolRegistry tools,
        TokenLedger ledger,
        MemoryStore memory,
        Journal journal,
        TokenCounter counter,
        PriceList prices,
        Planners planners,
        Approver approver,
        RunListener listener,
        Timer timer,
        BooleanSupplier stopping,
        long seed) {

    /** A run, and what it holds for its last call. */
    record Assembly(Run run, Reserve reserve) {}

    /** A run of a task over the rows of a journal, which it claims. */
    Assembly assemble(Task task, Journal rows, Approver person, RunListener everyone) {
        DurableContext context = context(task, rows);
        ToolRegistry given = tools.select(task.agent().tools());
        MeteredModel metered = new MeteredModel(model, ledger, counter, prices);
        Reserve reserve = new Reserve(task, ledger, metered);
        Pauses pauses = new Pauses(task, context, everyone);
        TaskPolicy policy = new TaskPolicy(task.agent().tools(), task.confirmed());
        ModelAccess access = new ModelAccess(metered, reserve, counter, prices);
        Run run = new Run(
                task,
                planners.named(task.agent().planner()),
                conversation(task, context),
                ModelTurn.of(task, access, given.specifications(), pauses, context, everyone),
                new ToolTurn(task, given, policy, person, context, everyone),
                pauses,
                context,
                everyone);
        return new Assembly(run, reserve);
    }

    Conversation conversation(Task task, DurableContext context) {
        return new Conversation(task, memory, context);
    }

    DurableContext context(Task task, Journal rows) {
        return new JournaledContext(rows, task.id(), timer, new SplittableRandom(seed), stopping);
    }
}
