package dev.wukongsim.examples;

import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.policy.Approver.Answer;
import dev.wukongsim.testkit.crash.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What a journal protects: that a task which has behaved like this is taken up again by today's program.
 *
 * @param name of the journal
 * @param example folder of the example
 * @param task that is recorded and replayed
 * @param recording brings the task to its end
 */
record Behaviour(String name, String example, Function<Stage, Task> task, Recording recording) {

    private static final long TOP_UP = 40_000;

    /** How a task is brought to its end; the listener hears of its last run, which tells all of it. */
    interface Recording {
        RunResult run(Stage stage, Stores stores, Task task, RunListener listener);
    }

    /** Every behaviour that a journal protects. */
    static List<Behaviour> all() {
        return List.of(
                expenses("approval-granted", Behaviour::unconfirmed, agreed(Answer.GRANTED)),
                expenses("approval-denied", Behaviour::unconfirmed, agreed(Answer.DENIED)),
                expenses("topped-up-after-pause", stage -> confirmed(stage).withBudget(8_000), Behaviour::toppedUp),
                new Behaviour("plan-and-execute", "onboarding", Behaviour::confirmed, agreed(Answer.GRANTED)),
                expenses("retried-model-call", Behaviour::confirmed, Behaviour::retried),
                expenses("resumed-after-outage", Behaviour::confirmed, Behaviour::resumed),
                expenses("fork", stage -> stage.task("t-2", Map.of()), Behaviour::forked));
    }

    private static Behaviour expenses(String name, Function<Stage, Task> task, Recording recording) {
        return new Behaviour(name, "expense-approval", task, recording);
    }

    private static Task confirmed(Stage stage) {
        return stage.task(Map.of());
    }

    private static Task unconfirmed(Stage stage) {
        return confirmed(stage).withConfirmed(List.of());
    }

    private static Recording agreed(Answer answer) {
        Approver person = (call, reason) -> answer;
        return (stage, stores, task, listener) -> stage.runner(task.id(), stores)
                .approver(person)
                .listener(listener)
                .build()
                .run(task);
    }

    private static RunResult toppedUp(Stage stage, Stores stores, Task task, RunListener listener) {
        stage.runner(task.id(), stores).build().run(task);
        stores.ledger().topUp(task.account(), TOP_UP, "to go on");
        return stage.runner(task.id(), stores).listener(listener).build().resume(task);
    }

    private static RunResult retried(Stage stage, Stores stores, Task task, RunListener listener) {
        AtomicBoolean failed = new AtomicBoolean();
        ModelClient shaky = (request, tokens) -> {
            if (failed.compareAndSet(false, true)) {
                throw new ModelException(ModelException.Kind.TRANSIENT, "The connection was reset", null);
            }
            return stage.model().call(request, tokens);
        };
        return Stage.runner(stores, shaky, stage.office(task.id(), stores).tools())
                .listener(listener)
                .build()
                .run(task);
    }

    /** The model answers twice, then it is out of reach until somebody lets the task go on. */
    private static RunResult resumed(Stage stage, Stores stores, Task task, RunListener listener) {
        AtomicInteger calls = new AtomicInteger();
        ModelClient vanishing = (request, tokens) -> {
            if (calls.incrementAndGet() > 2) {
                throw new ModelException(ModelException.Kind.UNREACHABLE, "Nobody is there", null);
            }
            return stage.model().call(request, tokens);
        };
        Stage.runner(stores, vanishing, stage.office(task.id(), stores).tools())
                .build()
                .run(task);
        return stage.runner(task.id(), stores).listener(listener).build().resume(task);
    }

    /** The employee has filed her report and wants to see once more how it would have gone on before that. */
    private static RunResult forked(Stage stage, Stores stores, Task task, RunListener listener) {
        Task parent = confirmed(stage);
        AgentRunner runner = stage.runner(parent.id(), stores).build();
        RunResult result = runner.run(parent);
        runner.fork(parent, result.steps() - 4, task, Optional.empty());
        return stage.runner(task.id(), stores).listener(listener).build().run(task);
    }
}
