package dev.wukongsim.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the guards of a turn look at in a request.
 *
 * @param body the request itself
 * @param turn 1 + the number of assistant messages
 * @param round 1 + the number of assistant messages since the last user message
 * @param firstUser the first user message, which tells conversations apart; empty if there is none
 * @param user the last user message; empty if there is none
 * @param system all system messages, a line break between them
 * @param lastMessage the text of the last message, whatever its role
 * @param toolResult the last tool message; empty if there is none
 * @param toolResults the tool messages since the last assistant message
 * @param tools that are offered, by their names on the wire
 */
public record Question(
        Asker caller,
        JsonNode body,
        String model,
        int turn,
        int round,
        String firstUser,
        String user,
        String system,
        String lastMessage,
        String toolResult,
        List<ToolResult> toolResults,
        List<String> tools) {

    public Question {
        toolResults = List.copyOf(toolResults);
        tools = List.copyOf(tools);
    }

    /** The question that a chat request asks, if nobody tells who does. */
    public static Question of(JsonNode body) {
        return of(body, Asker.UNKNOWN);
    }

    /** The question that a chat request of this caller asks. */
    public static Question of(JsonNode body, Asker caller) {
        return new Conversation(body).question(caller);
    }

    /** What requests that follow one another have in common: the task if the caller tells it, else the conversation. */
    public String lane() {
        return caller.task().isEmpty() ? firstUser : caller.task();
    }

    /**
     * The part of a lane in which one request follows the other: a conversation of one agent with one model. Whatever is
     * counted is counted by branch, so branches that run side by side do not disturb each other.
     */
    String branch() {
        String conversation = model + "/" + firstUser;
        return caller.task().isEmpty() && caller.agent().isEmpty()
                ? conversation
                : caller.task() + "/" + caller.agent() + "/" + conversation;
    }
}
