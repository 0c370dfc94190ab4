package dev.wukongsim.runtime.turn.model;

import dev.langchain4j.data.message.AiMessage;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a listener what came of model calls. */
record ModelEvents(RunListener listener, PriceList prices) {

    void asked(int step, Purpose purpose, int attempt, @Nullable String prompt) {
        listener.onEvent(new RunEvent.ModelAsked(step, purpose, attempt, prompt));
    }

    void replied(int step, String model, ModelOutcome.Replied replied, List<LedgerEntry.Alerted> alerts) {
        AiMessage message = replied.message();
        passed(step, replied.passed());
        listener.onEvent(new RunEvent.ModelReplied(
                step,
                message.thinking(),
                message.text(),
                message.toolExecutionRequests().stream()
                        .map(call -> new RunEvent.RequestedCall(call.id(), call.name(), call.arguments()))
                        .toList(),
                replied.held(),
                replied.usage(),
                cost(model, replied.usage())));
        alerts(step, alerts);
    }

    void failed(
            int step,
            int attempt,
            String model,
            ModelOutcome.Failed failed,
            List<LedgerEntry.Alerted> alerts,
            boolean retrying) {
        passed(step, failed.passed());
        listener.onEvent(new RunEvent.ModelFailed(
                step,
                attempt,
                failed.kind(),
                failed.message(),
                failed.charged(),
                cost(model, failed.charged()),
                retrying));
        alerts(step, alerts);
    }

    void refused(int step, String reason) {
        listener.onEvent(new RunEvent.BudgetRefused(step, reason));
    }

    private void passed(int step, @Nullable String reason) {
        if (reason != null) {
            refused(step, reason);
        }
    }

    private void alerts(int step, List<LedgerEntry.Alerted> alerts) {
        alerts.forEach(alert -> listener.onEvent(
                new RunEvent.BudgetAlert(step, alert.account(), alert.percent(), alert.spent(), alert.limit())));
    }

    private @Nullable Money cost(String model, Usage usage) {
        return prices.price(model, usage).orElse(null);
    }
}
