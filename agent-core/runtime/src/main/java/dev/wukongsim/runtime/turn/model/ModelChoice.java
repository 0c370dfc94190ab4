package dev.wukongsim.runtime.turn.model;

import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which model is asked: the agent's own, the next one of its chain when that cannot answer, or a cheaper one when the money
 * runs short and the task wants that. Decisions are journalled, so that new prices or another chain do not change a replay.
 * A model that a task has given up is not asked again before the task has paused; the next task begins with the agent's own.
 */
final class ModelChoice {

    private final Task task;
    private final PriceList prices;
    private final DurableContext context;
    private final RunListener listener;
    private final Set<String> givenUp = new LinkedHashSet<>();
    private String model;
    private boolean decided;

    ModelChoice(Task task, PriceList prices, DurableContext context, RunListener listener) {
        this.task = task;
        this.prices = prices;
        this.context = context;
        this.listener = listener;
        this.model = task.agent().model();
    }

    /** What a fallback depends on. */
    private record FallingBack(String from, String to) {}

    /** The models that could not answer, in the order in which they were asked. */
    Set<String> givenUp() {
        return givenUp;
    }

    /** Whether there is another model to ask. */
    boolean mayFallBack() {
        return following().isPresent();
    }

    /**
     * Give up the model for the rest of the task, and ask another one from now on.
     *
     * @return false if there is none
     */
    boolean fallBack(int step, ModelException.Kind kind) {
        Optional<String> next = following();
        givenUp.add(model);
        if (next.isEmpty()) {
            return false;
        }
        FallingBack decision = new FallingBack(model, next.get());
        model = context.note("fallback", decision, String.class, decision::to);
        listener.onEvent(new RunEvent.ModelFellBack(step, decision.from(), model, kind));
        return true;
    }

    /** Begin again with the agent's own model, as a day later any of them may answer. */
    void startOver() {
        givenUp.clear();
        model = task.agent().model();
        decided = false;
    }

    private Optional<String> following() {
        return task.agent().models().stream()
                .filter(other -> !other.equals(model) && !givenUp.contains(other))
                .findFirst();
    }

    /** The model for the next call. */
    String next(int step, Purse purse) {
        if (!decided && purse.rung() == Rung.FOCUS && task.shortage() instanceof Shortage.Degrade degrade) {
            decided = true;
            if (!givenUp.contains(degrade.model())) {
                decide(step, degrade.model(), purse.last());
            }
        }
        return model;
    }

    private void decide(int step, String cheaper, Usage last) {
        String before = model;
        model = context.note("degrade", cheaper, String.class, () -> isCheaper(cheaper, last) ? cheaper : before);
        if (!model.equals(before)) {
            listener.onEvent(new RunEvent.ModelDegraded(step, before, model));
        }
    }

    /** Whether a call like the last one would cost less, without what the other model has no cache for. */
    private boolean isCheaper(String other, Usage last) {
        Usage again = Usage.of(last.input(), last.output());
        return prices.price(other, again)
                .flatMap(there -> prices.price(model, last).map(here -> there.micros() < here.micros()))
                .orElse(false);
    }
}
