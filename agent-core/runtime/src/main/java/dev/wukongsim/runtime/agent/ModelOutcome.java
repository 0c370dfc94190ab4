package dev.wukongsim.runtime.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.Usage;

/** What came of a model call, as the journal keeps it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelOutcome.Replied.class, name = "replied"),
    @JsonSubTypes.Type(value = ModelOutcome.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = ModelOutcome.Failed.class, name = "failed")
})
sealed interface ModelOutcome {

    /** The model answered; the message is LangChain4j's JSON of it. */
    record Replied(String messageJson, Usage usage, FinishReason finishReason, long held, boolean shortened)
            implements ModelOutcome {

        AiMessage message() {
            return (AiMessage) ChatMessageDeserializer.messageFromJson(messageJson);
        }

        /** Whether the answer breaks off because the budget allowed no more. */
        boolean cutByBudget() {
            return shortened && finishReason == FinishReason.LENGTH;
        }
    }

    /** The budget did not suffice. */
    record Refused(String reason) implements ModelOutcome {}

    /** There is no whole answer. */
    record Failed(ModelException.Kind kind, String message, Usage charged) implements ModelOutcome {}

    static ModelOutcome of(MeteredModel.Attempt attempt) {
        return switch (attempt) {
            case MeteredModel.Attempt.Replied replied ->
                new Replied(
                        ChatMessageSerializer.messageToJson(replied.reply().message()),
                        replied.reply().usage(),
                        replied.reply().finishReason(),
                        replied.held(),
                        replied.shortened());
            case MeteredModel.Attempt.Refused refused ->
                new Refused(refused.refusal().reason());
            case MeteredModel.Attempt.Failed failed ->
                new Failed(
                        failed.failure().kind(), String.valueOf(failed.failure().getMessage()), failed.charged());
        };
    }
}
