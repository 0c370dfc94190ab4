package dev.wukongsim.runtime.agent;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Repeat;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Decision;
import dev.wukongsim.runtime.planning.TaskState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out the decision to ask the model: metered, journalled, and tried again while that may help. */
final class ModelTurn {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Task task;
    private final MeteredModel model;
    private final List<ToolSpecification> tools;
    private final PriceList prices;
    private final DurableContext context;
    private final RunListener listener;

    ModelTurn(
            Task task,
            MeteredModel model,
            List<ToolSpecification> tools,
            PriceList prices,
            DurableContext context,
            RunListener listener) {
        this.task = task;
        this.model = model;
        this.tools = tools;
        this.prices = prices;
        this.context = context;
        this.listener = listener;
    }

    /** What a model step depends on; the journal keeps its hash. */
    private record Fingerprint(String model, int maxOutputTokens, String messages, List<String> tools) {

        static Fingerprint of(ChatRequest request) {
            return new Fingerprint(
                    request.modelName(),
                    request.maxOutputTokens(),
                    ChatMessageSerializer.messagesToJson(request.messages()),
                    request.toolSpecifications().stream()
                            .map(ToolSpecification::toJson)
                            .toList());
        }
    }

    Progress take(int step, TaskState state, Decision.CallModel decision) {
        int allowed = task.agent().limits().modelCalls();
        if (state.replies().size() >= allowed) {
            return Progress.Ended.early(
                    StopReason.ITERATION_LIMIT,
                    state,
                    "Task '%s' may make %d model calls, and all are made; raise 'limits.modelCalls' of agent '%s'"
                            .formatted(task.id(), allowed, task.agent().name()));
        }
        TaskState prompted = decision.prompt() == null ? state : state.withPrompt(decision.prompt());
        return ask(step, prompted, decision, request(prompted, decision.withTools()));
    }

    private Progress ask(int step, TaskState state, Decision.CallModel decision, ChatRequest request) {
        for (int attempt = 1; ; attempt++) {
            listener.onEvent(new RunEvent.ModelAsked(step, decision.purpose(), attempt, decision.prompt()));
            ModelOutcome outcome = context.step(
                    "model",
                    Fingerprint.of(request),
                    Repeat.SAFE,
                    ModelOutcome.class,
                    reservation -> ModelOutcome.of(model.attempt(reservation, task.accountPath(), request, listener)));
            switch (outcome) {
                case ModelOutcome.Replied replied -> {
                    return replied(step, state, decision, replied);
                }
                case ModelOutcome.Refused refused -> {
                    listener.onEvent(new RunEvent.BudgetRefused(step, refused.reason()));
                    return Progress.Ended.early(StopReason.BUDGET_EXHAUSTED, state, refused.reason());
                }
                case ModelOutcome.Failed failed -> {
                    boolean again = failed.kind().retryable()
                            && attempt < task.agent().limits().attempts();
                    listener.onEvent(new RunEvent.ModelFailed(
                            step,
                            attempt,
                            failed.kind(),
                            failed.message(),
                            failed.charged(),
                            cost(failed.charged()),
                            again));
                    if (!again) {
                        return Progress.Ended.early(StopReason.MODEL_FAILED, state, failed.message());
                    }
                    context.sleep(pause(attempt));
                }
            }
        }
    }

    private Progress replied(int step, TaskState state, Decision.CallModel decision, ModelOutcome.Replied replied) {
        AiMessage message = replied.message();
        listener.onEvent(new RunEvent.ModelReplied(
                step,
                message.thinking(),
                message.text(),
                message.toolExecutionRequests().stream()
                        .map(call -> new RunEvent.RequestedCall(call.id(), call.name(), call.arguments()))
                        .toList(),
                replied.held(),
                replied.usage(),
                cost(replied.usage())));
        TaskState next = state.withReply(decision.purpose(), message);
        if (replied.cutByBudget()) {
            return Progress.Ended.early(
                    StopReason.BUDGET_EXHAUSTED,
                    next,
                    "The answer breaks off: account '%s' had room for %,d tokens in this call"
                            .formatted(task.account(), replied.held()));
        }
        return new Progress.Continued(next);
    }

    private @Nullable Money cost(Usage usage) {
        return prices.price(task.agent().model(), usage).orElse(null);
    }

    private ChatRequest request(TaskState state, boolean withTools) {
        return ChatRequest.builder()
                .messages(state.messages())
                .modelName(task.agent().model())
                .maxOutputTokens(task.agent().limits().outputTokens())
                .toolSpecifications(withTools ? tools : List.of())
                .build();
    }

    /** Doubles with each attempt, and is shortened at random by up to a half so that many clients do not come back at once. */
    private Duration pause(int attempt) {
        long longest = FIRST_PAUSE.toMillis() << (attempt - 1);
        return Duration.ofMillis(longest - Math.floorMod(context.random(), longest / 2));
    }
}
