package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Repeat;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;

/**
 * Which model is asked: the agent's own, or a cheaper one when the money runs short and the task wants that. The decision
 * is made once and journalled, so that new prices do not change a replay.
 */
final class ModelChoice {

    private final Task task;
    private final PriceList prices;
    private final DurableContext context;
    private final RunListener listener;
    private String model;
    private boolean decided;

    ModelChoice(Task task, PriceList prices, DurableContext context, RunListener listener) {
        this.task = task;
        this.prices = prices;
        this.context = context;
        this.listener = listener;
        this.model = task.agent().model();
    }

    String model() {
        return model;
    }

    /** The model for the next call. */
    String next(int step, Purse purse) {
        if (!decided && purse.rung() == Rung.FOCUS && task.shortage() instanceof Shortage.Degrade degrade) {
            decided = true;
            decide(step, degrade.model(), purse.last());
        }
        return model;
    }

    private void decide(int step, String cheaper, Usage last) {
        String before = model;
        model = context.step(
                "degrade", cheaper, Repeat.SAFE, String.class, attempt -> isCheaper(cheaper, last) ? cheaper : before);
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
