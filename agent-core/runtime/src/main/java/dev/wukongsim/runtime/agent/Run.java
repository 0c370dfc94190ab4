package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.durable.InDoubtException;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.planning.Decision;
import dev.wukongsim.runtime.planning.Planner;
import dev.wukongsim.runtime.planning.TaskState;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task on its way to its end: decide, carry out, fold the outcome into the state, again. */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Task task;
    private final Planner planner;
    private final Conversation conversation;
    private final ModelTurn modelTurn;
    private final ToolTurn toolTurn;
    private final Timer timer;
    private final RunListener listener;
    private int steps;

    Run(
            Task task,
            Planner planner,
            Conversation conversation,
            ModelTurn modelTurn,
            ToolTurn toolTurn,
            Timer timer,
            RunListener listener) {
        this.task = task;
        this.planner = planner;
        this.conversation = conversation;
        this.modelTurn = modelTurn;
        this.toolTurn = toolTurn;
        this.timer = timer;
        this.listener = listener;
    }

    Progress.Ended carryOut() {
        LOG.info("Task {} of agent {} begins", task.id(), task.agent().name());
        Progress.Ended end = guarded();
        LOG.info("Task {} ended: {}", task.id(), end.reason().word());
        return end;
    }

    int steps() {
        return steps;
    }

    private Progress.Ended guarded() {
        try {
            return loop();
        } catch (CancelledException e) {
            return new Progress.Ended(StopReason.CANCELLED, null, "Task '" + task.id() + "' was cancelled");
        } catch (InDoubtException e) {
            return new Progress.Ended(StopReason.IN_DOUBT, null, e.getMessage());
        } catch (RuntimeException e) {
            LOG.debug("Task {} failed", task.id(), e);
            return new Progress.Ended(StopReason.INTERNAL_ERROR, null, String.valueOf(e.getMessage()));
        }
    }

    private Progress.Ended loop() {
        Instant deadline = timer.now().plus(task.agent().limits().timeout());
        listener.onEvent(started());
        TaskState state = TaskState.beginning(conversation.opening());
        while (timer.now().isBefore(deadline)) {
            steps++;
            switch (carryOut(planner.decide(state), state)) {
                case Progress.Continued continued -> state = continued.state();
                case Progress.Paused paused -> {
                    return paused.end();
                }
                case Progress.Ended ended -> {
                    conversation.remember(state.messages());
                    return ended;
                }
            }
        }
        return Progress.Ended.early(
                StopReason.TIMEOUT,
                state,
                "Task '%s' may take %s, and that is over; raise 'limits.timeout' of agent '%s'"
                        .formatted(
                                task.id(),
                                task.agent().limits().timeout(),
                                task.agent().name()));
    }

    private Progress carryOut(Decision decision, TaskState state) {
        return switch (decision) {
            case Decision.CallModel call -> modelTurn.take(steps, state, call);
            case Decision.CallTools calls -> toolTurn.take(steps, state, calls);
            case Decision.Finish finish -> new Progress.Ended(StopReason.COMPLETED, finish.answer(), null);
            case Decision.GiveUp giveUp -> Progress.Ended.early(StopReason.MODEL_FAILED, state, giveUp.reason());
        };
    }

    private RunEvent started() {
        return new RunEvent.TaskStarted(
                task.id(),
                task.agent().name(),
                task.agent().planner(),
                task.agent().model(),
                task.employee(),
                task.goal(),
                task.budget());
    }
}
