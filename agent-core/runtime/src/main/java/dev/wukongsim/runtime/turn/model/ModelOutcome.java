package dev.wukongsim.runtime.turn.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a model call, as the journal keeps it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelOutcome.Replied.class, name = "replied"),
    @JsonSubTypes.Type(value = ModelOutcome.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = ModelOutcome.Failed.class, name = "failed")
})
sealed interface ModelOutcome {

    /**
     * The model answered.
     *
     * @param messageJson LangChain4j's JSON of the message
     * @param passed the refusal that an audited call passed over; null if there was room
     */
    record Replied(
            String messageJson,
            Usage usage,
            FinishReason finishReason,
            long held,
            boolean shortened,
            @Nullable String passed)
            implements ModelOutcome {

        AiMessage message() {
            return (AiMessage) ChatMessageDeserializer.messageFromJson(messageJson);
        }

        /** Whether the answer breaks off because the budget allowed no more. */
        boolean cutByBudget() {
            return shortened && finishReason == FinishReason.LENGTH;
        }
    }

    /**
     * The budget did not suffice.
     *
     * @param cause with the task's own reserve taken for spent
     * @param remedy how to go on
     */
    record Refused(String reason, String remedy, ReserveAnswer.Cause cause) implements ModelOutcome {

        String message() {
            return reason + "; " + remedy;
        }
    }

    /**
     * There is no whole answer.
     *
     * @param passed the refusal that an audited call passed over; null if there was room
     * @param retryAfter how long the endpoint wants to be left alone; null if it did not say, and in journals of old
     */
    record Failed(
            ModelException.Kind kind,
            String message,
            Usage charged,
            @Nullable String passed,
            @Nullable Duration retryAfter)
            implements ModelOutcome {}

    /** What an attempt used; null if it did not leave. */
    static @Nullable Due due(MeteredModel.Attempt attempt) {
        return switch (attempt) {
            case MeteredModel.Attempt.Replied replied -> replied.due();
            case MeteredModel.Attempt.Refused refused -> null;
            case MeteredModel.Attempt.Failed failed -> failed.due();
        };
    }

    static ModelOutcome of(MeteredModel.Attempt attempt, Remedy remedy, @Nullable String passed) {
        return switch (attempt) {
            case MeteredModel.Attempt.Replied replied ->
                new Replied(
                        ChatMessageSerializer.messageToJson(replied.reply().message()),
                        replied.reply().usage(),
                        replied.reply().finishReason(),
                        replied.held(),
                        replied.shortened(),
                        passed);
            case MeteredModel.Attempt.Refused refused -> remedy.of(refused.refusal());
            case MeteredModel.Attempt.Failed failed ->
                new Failed(
                        failed.failure().kind(),
                        String.valueOf(failed.failure().getMessage()),
                        failed.due().usage(),
                        passed,
                        failed.failure().retryAfter().orElse(null));
        };
    }
}
