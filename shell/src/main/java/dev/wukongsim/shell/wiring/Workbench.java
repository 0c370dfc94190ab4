package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.CircuitBreakers;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.shell.line.StopRequest;
import dev.wukongsim.tools.office.Office;
import dev.wukongsim.tools.office.World;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Where tasks are carried out on real parts: a Redis, a model over HTTP, an office, a transcript on disk. */
public final class Workbench {

    private final WukongProperties properties;
    private final BudgetSettings budget;
    private final DataFolder data;
    private final CalibrationFile calibration;
    private final CircuitBreakers breakers;
    private final Supplier<Stores> stores;
    private final StopRequest stop;
    private final Clock clock;

    Workbench(
            WukongProperties properties,
            BudgetSettings budget,
            DataFolder data,
            CalibrationFile calibration,
            CircuitBreakers breakers,
            Supplier<Stores> stores,
            StopRequest stop,
            Clock clock) {
        this.properties = properties;
        this.budget = budget;
        this.data = data;
        this.calibration = calibration;
        this.breakers = breakers;
        this.stores = stores;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Let a task begin where another one stood before a step; nothing runs yet.
     *
     * @param step from 1
     * @param prompt said to the agent first; empty for nothing
     * @throws dev.wukongsim.runtime.agent.NoSuchStepException if the other task has not come so far
     */
    public void fork(Task parent, int step, Task child, Optional<String> prompt) {
        ModelClient nobody = (request, listener) -> {
            throw new IllegalStateException("A task that is forked asks nothing of a model");
        };
        AgentRunner.builder(nobody)
                .tools(Toolbox.all())
                .ledger(stores.get().ledger())
                .memory(stores.get().memory())
                .journal(stores.get().journal())
                .build()
                .fork(parent, step, child, prompt);
    }

    /**
     * Set up a place for one task, or for the tasks of one conversation.
     *
     * @param id names the office of this place
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException if the budget policy is not right
     * @throws dev.wukongsim.shell.line.CommandFailure if the setting or the configuration names no model
     */
    public Workplace open(String id, Setting setting) {
        Allowances allowances = new Allowances(budget.policy(), clock);
        Office office = office(id, setting);
        ModelConnection model = ModelConnection.open(setting, properties, calibration, breakers);
        try {
            return new Workplace(setting, office, model, stores.get(), allowances, data.transcripts(), stop, clock);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** The office of a place as it is now, to look at. */
    public Office office(String id, Setting setting) {
        World world = setting.world().map(World::load).orElseGet(EmptyWorld::make);
        return Office.open(world, clock, stores.get().journal(), "office:" + id);
    }
}
