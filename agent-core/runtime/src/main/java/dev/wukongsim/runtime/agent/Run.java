package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.EndOfJournalException;
import dev.wukongsim.runtime.durable.InDoubtException;
import dev.wukongsim.runtime.durable.NonDeterministicReplayException;
import dev.wukongsim.runtime.durable.ParkedException;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.planning.Decision;
import dev.wukongsim.runtime.planning.Planner;
import dev.wukongsim.runtime.planning.TaskState;
import dev.wukongsim.runtime.turn.Pauses;
import dev.wukongsim.runtime.turn.Progress;
import dev.wukongsim.runtime.turn.model.ModelTurn;
import dev.wukongsim.runtime.turn.tool.ToolTurn;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
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
    private final Pauses pauses;
    private final DurableContext context;
    private final RunListener listener;
    private Duration allowed;
    private int steps;

    Run(
            Task task,
            Planner planner,
            Conversation conversation,
            ModelTurn modelTurn,
            ToolTurn toolTurn,
            Pauses pauses,
            DurableContext context,
            RunListener listener) {
        this.task = task;
        this.planner = planner;
        this.conversation = conversation;
        this.modelTurn = modelTurn;
        this.toolTurn = toolTurn;
        this.pauses = pauses;
        this.context = context;
        this.listener = listener;
        this.allowed = task.agent().limits().timeout();
    }

    /** @throws StaleEpochException if another run has taken over the task */
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
            return loop(beginning());
        } catch (CancelledException e) {
            return new Progress.Ended(StopReason.CANCELLED, null, e.getMessage());
        } catch (CancellationException e) {
            return new Progress.Ended(StopReason.CANCELLED, null, "Task '" + task.id() + "' was cancelled");
        } catch (InDoubtException e) {
            return new Progress.Ended(StopReason.IN_DOUBT, null, e.getMessage());
        } catch (NonDeterministicReplayException e) {
            return new Progress.Ended(StopReason.PROGRAM_CHANGED, null, e.getMessage());
        } catch (StaleEpochException | EndOfJournalException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("Task {} failed", task.id(), e);
            return new Progress.Ended(StopReason.INTERNAL_ERROR, null, String.valueOf(e.getMessage()));
        }
    }

    private TaskState beginning() {
        Opening opening = conversation.open();
        listener.onEvent(started());
        Opening.Forked forked = opening.forked();
        if (forked != null) {
            listener.onEvent(new RunEvent.TaskForked(forked.parent(), forked.step()));
        }
        steps = opening.steps();
        return opening.state();
    }

    private Progress.Ended loop(TaskState beginning) {
        Progress progress = new Progress.Continued(beginning);
        TaskState state = beginning;
        while (progress instanceof Progress.Continued continued) {
            state = continued.state();
            progress = isLate() ? late(state) : next(state);
        }
        return switch (progress) {
            case Progress.Paused paused -> paused.end();
            case Progress.Ended ended -> {
                conversation.end(ended.reason(), state.messages());
                yield ended;
            }
            case Progress.Continued continued -> throw new IllegalStateException("The loop goes on until the end");
        };
    }

    private boolean isLate() {
        return context.worked().compareTo(allowed) >= 0;
    }

    private Progress late(TaskState state) {
        Progress.Ended end = Progress.Ended.early(
                StopReason.TIMEOUT,
                state,
                "Task '%s' may take %s, and that is over; raise 'limits.timeout' of agent '%s'%s"
                        .formatted(
                                task.id(),
                                allowed,
                                task.agent().name(),
                                Pauses.remedy(task, ", or give it as much again: ")));
        return pauses.pause(steps, end).stop().orElseGet(() -> {
            allowed = allowed.plus(task.agent().limits().timeout());
            return new Progress.Continued(state);
        });
    }

    /** Take the next step, or stop before it if it waits for somebody. */
    private Progress next(TaskState state) {
        steps++;
        try {
            return carryOut(planner.decide(state), state);
        } catch (ParkedException e) {
            return new Progress.Paused(
                    Progress.Ended.early(Parked.reason(e.waiting()), state, Parked.message(e.waiting())));
        }
    }

    private Progress carryOut(Decision decision, TaskState state) {
        return switch (decision) {
            case Decision.CallModel call -> modelTurn.take(steps, state, call);
            case Decision.CallTools calls -> toolTurn.take(steps, state, calls);
            case Decision.Finish finish -> new Progress.Ended(StopReason.COMPLETED, finish.answer(), null);
            case Decision.GiveUp giveUp -> Progress.Ended.early(StopReason.MODEL_FAILED, state, giveUp.reason());
        };
    }

    /**
     * Where the task stood before a step, by its journal alone.
     *
     * @throws NoSuchStepException if it has not come so far
     */
    Standing before(int step) {
        Opening opening = conversation.open();
        steps = opening.steps();
        Progress progress = new Progress.Continued(opening.state());
        TaskState state = opening.state();
        while (steps + 1 < step && progress instanceof Progress.Continued continued) {
            state = continued.state();
            progress = again(state, step);
        }
        if (steps + 1 == step && progress instanceof Progress.Continued continued) {
            return new Standing(Opening.of(continued.state(), opening.known()), toolTurn.documents());
        }
        throw new NoSuchStepException(task.id(), step, steps);
    }

    private Progress again(TaskState state, int step) {
        try {
            return isLate() ? late(state) : next(state);
        } catch (EndOfJournalException e) {
            throw new NoSuchStepException(task.id(), step, steps);
        }
    }

    /** Where a task stands: what it knows, and the documents it has changed at their versions. */
    record Standing(Opening opening, Map<String, Long> documents) {}

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
