package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.definition.ScheduleDefinition;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.StopRequest;
import dev.wukongsim.tools.office.Employee;
import dev.wukongsim.tools.office.Office;
import dev.wukongsim.tools.office.OfficeChanges;
import dev.wukongsim.tools.office.OfficeState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** An office with a model to think with. Tasks that run here one after the other see each other's changes. */
public final class Workplace implements AutoCloseable {

    private final Setting setting;
    private final Office office;
    private final ModelConnection model;
    private final Stores stores;
    private final Allowances allowances;
    private final Path transcripts;
    private final StopRequest stop;
    private final Clock clock;

    Workplace(
            Setting setting,
            Office office,
            ModelConnection model,
            Stores stores,
            Allowances allowances,
            Path transcripts,
            StopRequest stop,
            Clock clock) {
        this.setting = setting;
        this.office = office;
        this.model = model;
        this.stores = stores;
        this.allowances = allowances;
        this.transcripts = transcripts;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Carry out a task to its end; interrupting the thread cancels it.
     *
     * @param live sees the run as it happens
     * @param approver is asked where the task's employee has not agreed beforehand
     * @throws CommandFailure if the employee is nobody in this office, the budget policy denies the task, or the transcript
     *     cannot be written
     */
    public Report run(Task task, RunListener live, Approver approver) {
        requireEmployee(task.employee());
        return report(task, live, approver, AgentRunner::run);
    }

    /** Go on with a task that ran here before, like {@link #run}. */
    public Report resume(Task task, RunListener live, Approver approver) {
        return report(task, live, approver, AgentRunner::resume);
    }

    /** Open the account that all runs of a schedule draw on, or give it the limit that the file has by now. */
    public void openScheduleAccount(RunOrder order, TaskFile file) {
        order.scheduleAccount(file)
                .ifPresent(account -> file.schedule()
                        .map(ScheduleDefinition::budget)
                        .ifPresent(budget -> stores.ledger().open(account, budget.tokens())));
    }

    private Report report(
            Task task, RunListener live, Approver approver, BiFunction<AgentRunner, Task, RunResult> carriesOut) {
        OfficeState before = office.state();
        Path transcript = transcripts.resolve(task.id() + ".jsonl");
        Funding funding =
                allowances.open(task.employee(), department(task.employee()), setting.product(), stores.ledger());
        try (StopRequest.Work work = stop.begin();
                CancelWatch watch = CancelWatch.over(stores.journal(), task.id());
                TranscriptRecorder recorder = TranscriptRecorder.goingOn(transcript, clock)) {
            RunResult result = carriesOut.apply(runner(recorder.and(live), approver), paidBy(task, funding));
            return new Report(result, transcript, OfficeChanges.between(before, office.state()));
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "Transcript '" + transcript + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /** What the task draws on by itself is nearer than what everybody draws on. */
    private static Task paidBy(Task task, Funding allowance) {
        List<String> path = new ArrayList<>(task.funding().path());
        path.addAll(allowance.path());
        return task.withFunding(new Funding(path, allowance.sources()));
    }

    private AgentRunner runner(RunListener listener, Approver approver) {
        return AgentRunner.builder(model.client())
                .counter(model.counter())
                .prices(Catalogue.bundled())
                .tools(Toolbox.of(office))
                .ledger(stores.ledger())
                .memory(stores.memory())
                .journal(stores.journal())
                .approver(approver)
                .listener(listener)
                .stopping(stop::isAsked)
                .seed(setting.seed())
                .build();
    }

    private String department(String employee) {
        return office.state().employee(employee).map(Employee::department).orElse("");
    }

    /**
     * Refuse an employee who is nobody in this office.
     *
     * @throws CommandFailure naming those who are somebody
     */
    public void requireEmployee(String id) {
        OfficeState state = office.state();
        if (setting.world().isPresent() && state.employee(id).isEmpty()) {
            throw CommandFailure.usage("Employee '" + id + "' not found in '"
                    + setting.world().get().getFileName() + "'; employees: "
                    + String.join(
                            ", ", state.employees().stream().map(Employee::id).toList()));
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
