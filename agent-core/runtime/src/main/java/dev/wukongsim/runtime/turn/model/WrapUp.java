package dev.wukongsim.runtime.turn.model;

import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.DurableContext.Committed;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.runtime.planning.TaskState;
import java.util.List;
import java.util.Optional;

/**
 * Lets the model sum up when the money is used up: one call without tools from the task's reserve. What it says is the
 * partial answer, and no part of the conversation, which goes on after a top-up as if this call had not been. A tool call
 * in it is not carried out. As long as nothing was said since, the task does not pay for the same summary again.
 */
final class WrapUp {

    private final Task task;
    private final ModelCalls calls;
    private final ModelEvents events;
    private int summedUp;
    private Optional<String> lastText = Optional.empty();

    WrapUp(Task task, ModelCalls calls, ModelEvents events) {
        this.task = task;
        this.calls = calls;
        this.events = events;
    }

    /**
     * What came of it.
     *
     * @param text empty if the model said nothing, or was not asked
     */
    record Summary(Usage usage, Optional<String> text) {

        static final Summary NONE = new Summary(Usage.NONE, Optional.empty());
    }

    /** Sum up, if there is anything to sum up and a reserve for it. */
    Summary take(int step, String model, TaskState state) {
        if (task.reserve() == 0 || state.replies().isEmpty()) {
            return Summary.NONE;
        }
        if (summedUp == state.replies().size()) {
            return new Summary(Usage.NONE, lastText);
        }
        Summary summary = ask(step, model, state);
        summedUp = state.replies().size();
        lastText = summary.text();
        return summary;
    }

    private Summary ask(int step, String model, TaskState state) {
        events.asked(step, Purpose.WRAPUP, 1, LastRequest.ORDER);
        Committed<ModelCalls.Last> last = calls.last(step, model, state.messages());
        Optional<ModelOutcome> outcome = Optional.ofNullable(last.value().outcome());
        if (outcome.isEmpty()) {
            events.refused(
                    step,
                    "The reserve of task '%s' for its last call, %,d tokens, does not suffice for its instructions, its goal and an answer"
                            .formatted(task.id(), task.reserve()));
        }
        return outcome.map(made -> told(step, model, made, last.alerts())).orElse(Summary.NONE);
    }

    private Summary told(int step, String model, ModelOutcome outcome, List<LedgerEntry.Alerted> alerts) {
        return switch (outcome) {
            case ModelOutcome.Replied replied -> {
                events.replied(step, model, replied, alerts);
                yield new Summary(
                        replied.usage(),
                        Optional.ofNullable(replied.message().text()).filter(text -> !text.isBlank()));
            }
            case ModelOutcome.Failed failed -> {
                events.failed(step, 1, model, failed, alerts, false);
                yield new Summary(failed.charged(), Optional.empty());
            }
            case ModelOutcome.Refused refused -> {
                events.refused(step, refused.reason());
                yield Summary.NONE;
            }
        };
    }
}
