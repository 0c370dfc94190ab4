package dev.wukongsim.runtime.agent;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.NonDeterministicReplayException;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Planners;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.turn.Pauses;
import dev.wukongsim.runtime.turn.Progress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries a task to exactly one {@link RunResult}. Blocks until then; interrupting the thread cancels the task. One runner
 * may carry out many tasks, also at once if its listener allows it.
 *
 * <pre>{@code
 * AgentRunner runner = AgentRunner.builder(model).tools(ToolRegistry.of(AnnotatedTools.of(new Calculator()))).build();
 * RunResult result = runner.run(task);
 * }</pre>
 */
public final class AgentRunner {

    private final Parts parts;

    private AgentRunner(Parts parts) {
        this.parts = parts;
    }

    /** A runner that keeps ledger, memory and journal in the process, unless told otherwise. */
    public static Builder builder(ModelClient model) {
        return new Builder(requireNonNull(model, "model is null"));
    }

    /**
     * Carry out a task, or go on with it if the journal knows it.
     *
     * @throws StaleEpochException if another run takes over the task meanwhile; this one has stopped
     * @throws dev.wukongsim.runtime.planning.UnknownPlannerException if there is no such planner; nothing ran
     * @throws dev.wukongsim.runtime.tool.UnknownToolException if the agent wants a tool that does not exist; nothing ran
     */
    public RunResult run(Task task) {
        return run(task, false);
    }

    /**
     * Go on with a task that waits for money, for more time or for its model. A task that waits for nothing, as after a
     * crash, goes on like in {@link #run}.
     *
     * @throws dev.wukongsim.runtime.planning.UnknownPlannerException if there is no such planner; nothing ran
     * @throws dev.wukongsim.runtime.tool.UnknownToolException if the agent wants a tool that does not exist; nothing ran
     */
    public RunResult resume(Task task) {
        return run(task, true);
    }

    /**
     * Make another task begin where one stood before a step: with the same conversation, and the documents it had changed
     * by then as documents of its own, named after it. What the other task has spent is not charged again. The new task runs like any other, and may have another
     * planner, model or budget.
     *
     * @param step from 1
     * @param prompt said to the agent first, as the user; empty for nothing
     * @throws NoSuchStepException if the task has not come so far
     * @throws NonDeterministicReplayException if the task would not take the same steps again
     * @throws IllegalArgumentException if the new task has begun already
     */
    public void fork(Task parent, int step, Task child, Optional<String> prompt) {
        new Fork(parts, parent, step).into(child, prompt);
    }

    private RunResult run(Task task, boolean resumed) {
        parts.planners().named(task.agent().planner());
        parts.tools().select(task.agent().tools());
        Account account = parts.ledger().open(task.account(), task.budget());
        if (resumed) {
            Pauses.end(parts.journal(), task.id(), account.limit());
        }
        Tally tally =
                new Tally(parts.prices().price(task.agent().model(), Usage.NONE).orElse(null));
        RunListener everyone = tally.and(parts.listener());
        Parts.Assembly assembly = parts.assemble(task, parts.journal(), parts.approver(), everyone);
        Progress.Ended end = cancelled(task).orElseGet(() -> carryOut(task, assembly));
        everyone.onEvent(new RunEvent.TaskEnded(
                end.reason(),
                end.answer(),
                end.message(),
                tally.usage(),
                tally.cost().orElse(null)));
        return new RunResult(
                task,
                end.reason(),
                Optional.ofNullable(end.answer()),
                Optional.ofNullable(end.message()),
                tally.models(),
                tally.usage(),
                tally.cost(),
                account(task, tally),
                tally.toolCalls(),
                tally.alerts(),
                assembly.run().steps());
    }

    /** Carry out a task; one that was cancelled from outside meanwhile is not taken over, it has ended. */
    private Progress.Ended carryOut(Task task, Parts.Assembly assembly) {
        Progress.Ended end;
        try {
            end = assembly.run().carryOut();
        } catch (StaleEpochException e) {
            end = cancelled(task).orElseThrow(() -> e);
        }
        assembly.reserve().release();
        return end.reason() == StopReason.CANCELLED ? cancelled(task).orElse(end) : end;
    }

    /** The end of a task that somebody cancelled from outside. */
    private Optional<Progress.Ended> cancelled(Task task) {
        return parts.journal()
                .signal(task.id(), Journal.CANCEL)
                .map(json -> Canonical.read(json, Cancellation.class))
                .map(cancellation -> new Progress.Ended(StopReason.CANCELLED, null, cancellation.message(task.id())));
    }

    /** The account at the end; from the tally if the ledger is out of reach by now. */
    private Account account(Task task, Tally tally) {
        try {
            return parts.ledger().account(task.account()).orElseThrow();
        } catch (RuntimeException e) {
            return new Account(task.account(), task.budget(), tally.usage().total(), 0);
        }
    }

    /** The parts a runner works with. */
    public static final class Builder {

        private final ModelClient model;
        private ToolRegistry tools = ToolRegistry.of();
        private TokenLedger ledger = new InMemoryTokenLedger();
        private MemoryStore memory = new InMemoryMemoryStore();
        private @Nullable Journal journal;
        private TokenCounter counter = TokenCounter.bytes();
        private PriceList prices = PriceList.unpriced();
        private Planners planners = Planners.standard();
        private Approver approver = Approver.nobody();
        private RunListener listener = RunListener.none();
        private Timer timer = Timer.system();
        private BooleanSupplier stopping = () -> false;
        private long seed;

        private Builder(ModelClient model) {
            this.model = model;
        }

        /** The tools that agents may be given; none by default. */
        public Builder tools(ToolRegistry registry) {
            tools = requireNonNull(registry, "registry is null");
            return this;
        }

        public Builder ledger(TokenLedger tokenLedger) {
            ledger = requireNonNull(tokenLedger, "tokenLedger is null");
            return this;
        }

        public Builder memory(MemoryStore store) {
            memory = requireNonNull(store, "store is null");
            return this;
        }

        /** Where steps are written down; it must settle in the ledger and append to the memory of this runner. */
        public Builder journal(Journal taskJournal) {
            journal = requireNonNull(taskJournal, "taskJournal is null");
            return this;
        }

        /** How requests are counted before they leave; by their bytes by default, which is never too few. */
        public Builder counter(TokenCounter tokenCounter) {
            counter = requireNonNull(tokenCounter, "tokenCounter is null");
            return this;
        }

        /** What calls cost; unpriced by default. */
        public Builder prices(PriceList list) {
            prices = requireNonNull(list, "list is null");
            return this;
        }

        public Builder planners(Planners known) {
            planners = requireNonNull(known, "known is null");
            return this;
        }

        /** Who is asked about calls that want confirmation; nobody by default. */
        public Builder approver(Approver person) {
            approver = requireNonNull(person, "person is null");
            return this;
        }

        public Builder listener(RunListener runListener) {
            listener = requireNonNull(runListener, "runListener is null");
            return this;
        }

        public Builder timer(Timer time) {
            timer = requireNonNull(time, "time is null");
            return this;
        }

        /** Seeds what is random in each run; 0 by default. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** Whether no new step may begin, as when the process was asked to stop; the step under way is brought to its end. */
        public Builder stopping(BooleanSupplier asked) {
            stopping = requireNonNull(asked, "asked is null");
            return this;
        }

        public AgentRunner build() {
            Journal kept = journal == null ? new InMemoryJournal(ledger, memory) : journal;
            return new AgentRunner(new Parts(
                    model, tools, ledger, memory, kept, counter, prices, planners, approver, listener, timer, stopping,
                    seed));
        }
    }
}
