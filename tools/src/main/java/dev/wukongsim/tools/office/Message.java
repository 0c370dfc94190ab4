package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;

/**
 * A chat message.
 *
 * @param id such as {@code MSG-0001}, in order of sending
 * @param from id of the employee in whose name it was sent
 * @param agent the agent that wrote it
 * @param to id of an employee or of a group
 * @param idempotencyKey of the call that sent it
 */
public record Message(
        String id,
        String from,
        String agent,
        String to,
        String text,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant sentAt,
        String idempotencyKey) {

    public Message {
        requireNonNull(id, "id is null");
        requireNonNull(from, "from is null");
        requireNonNull(agent, "agent is null");
        requireNonNull(to, "to is null");
        requireNonNull(text, "text is null");
        requireNonNull(sentAt, "sentAt is null");
        requireNonNull(idempotencyKey, "idempotencyKey is null");
    }

    boolean isBetween(String one, String other) {
        return (from.equals(one) && to.equals(other)) || (from.equals(other) && to.equals(one));
    }
}
