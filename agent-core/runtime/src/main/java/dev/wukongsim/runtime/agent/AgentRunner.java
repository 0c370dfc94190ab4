package dev.wukongsim.runtime.agent;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournaledContext;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Planner;
import dev.wukongsim.runtime.planning.Planners;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.policy.TaskPolicy;
import dev.wukongsim.runtime.tool.ToolRegistry;
import java.util.Optional;
import java.util.SplittableRandom;

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

    private final ModelClient model;
    private final ToolRegistry tools;
    private final TokenLedger ledger;
    private final MemoryStore memory;
    private final Journal journal;
    private final TokenCounter counter;
    private final PriceList prices;
    private final Planners planners;
    private final Approver approver;
    private final RunListener listener;
    private final Timer timer;
    private final long seed;

    private AgentRunner(Builder builder) {
        this.model = builder.model;
        this.tools = builder.tools;
        this.ledger = builder.ledger;
        this.memory = builder.memory;
        this.journal = builder.journal;
        this.counter = builder.counter;
        this.prices = builder.prices;
        this.planners = builder.planners;
        this.approver = builder.approver;
        this.listener = builder.listener;
        this.timer = builder.timer;
        this.seed = builder.seed;
    }

    /** A runner that keeps ledger, memory and journal in the process, unless told otherwise. */
    public static Builder builder(ModelClient model) {
        return new Builder(requireNonNull(model, "model is null"));
    }

    /**
     * Carry out a task, or go on with it if the journal knows it.
     *
     * @throws dev.wukongsim.runtime.planning.UnknownPlannerException if there is no such planner; nothing ran
     * @throws dev.wukongsim.runtime.tool.UnknownToolException if the agent wants a tool that does not exist; nothing ran
     */
    public RunResult run(Task task) {
        return run(task, false);
    }

    /**
     * Go on with a task that waits for money, once there is some. A task that waits for nothing, as after a crash, goes on
     * like in {@link #run}.
     *
     * @throws dev.wukongsim.runtime.planning.UnknownPlannerException if there is no such planner; nothing ran
     * @throws dev.wukongsim.runtime.tool.UnknownToolException if the agent wants a tool that does not exist; nothing ran
     */
    public RunResult resume(Task task) {
        return run(task, true);
    }

    private RunResult run(Task task, boolean resumed) {
        Planner planner = planners.named(task.agent().planner());
        ToolRegistry given = tools.select(task.agent().tools());
        Account account = ledger.open(task.account(), task.budget());
        if (resumed) {
            Pauses.end(journal, task.id(), account.limit());
        }
        Tally tally = new Tally(prices.price(task.agent().model(), Usage.NONE).orElse(null));
        RunListener everyone = tally.and(listener);
        MeteredModel metered = new MeteredModel(model, ledger, counter, prices);
        Reserve reserve = new Reserve(task, ledger, metered);
        Run run = assemble(task, planner, given, everyone, metered, reserve);
        Progress.Ended end = run.carryOut();
        reserve.release();
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
                run.steps());
    }

    private Run assemble(
            Task task,
            Planner planner,
            ToolRegistry given,
            RunListener everyone,
            MeteredModel metered,
            Reserve reserve) {
        DurableContext context = new JournaledContext(journal, task.id(), timer, new SplittableRandom(seed));
        ToolTurn toolTurn = new ToolTurn(
                task,
                given,
                new TaskPolicy(task.agent().tools(), task.confirmed()),
                new Approvals(task.id(), context, journal, approver),
                context,
                everyone);
        ModelTurn modelTurn = modelTurn(task, given, context, everyone, metered, reserve);
        return new Run(task, planner, new Conversation(task, memory, context), modelTurn, toolTurn, timer, everyone);
    }

    private ModelTurn modelTurn(
            Task task,
            ToolRegistry given,
            DurableContext context,
            RunListener everyone,
            MeteredModel metered,
            Reserve reserve) {
        ModelEvents events = new ModelEvents(everyone, prices);
        ModelCalls calls = new ModelCalls(task, metered, reserve, new LastRequest(task, counter), context, everyone);
        return new ModelTurn(
                task,
                new Requests(task, given.specifications()),
                calls,
                new ModelChoice(task, prices, context, everyone),
                new Shortfall(task, new WrapUp(task, calls, events), new Pauses(context), everyone),
                events,
                context);
    }

    /** The account at the end; from the tally if the ledger is out of reach by now. */
    private Account account(Task task, Tally tally) {
        try {
            return ledger.account(task.account()).orElseThrow();
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
        private Journal journal = new InMemoryJournal();
        private TokenCounter counter = TokenCounter.bytes();
        private PriceList prices = PriceList.unpriced();
        private Planners planners = Planners.standard();
        private Approver approver = Approver.nobody();
        private RunListener listener = RunListener.none();
        private Timer timer = Timer.system();
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

        public AgentRunner build() {
            return new AgentRunner(this);
        }
    }
}
