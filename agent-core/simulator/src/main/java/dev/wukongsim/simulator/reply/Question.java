package dev.wukongsim.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.ChatTemplate;

/**
 * What the guards of a turn look at in a request.
 *
 * @param turn 1 + the number of assistant messages
 * @param round 1 + the number of assistant messages since the last user message
 * @param firstUser the first user message, which tells conversations apart; empty if there is none
 * @param user the last user message; empty if there is none
 * @param toolResult the last tool message; empty if there is none
 */
public record Question(String model, int turn, int round, String firstUser, String user, String toolResult) {

    /** The question that a chat request asks. */
    public static Question of(JsonNode request) {
        int turn = 1;
        int round = 1;
        String firstUser = "";
        String user = "";
        String toolResult = "";
        for (JsonNode message : request.path("messages")) {
            switch (message.path("role").asText("")) {
                case "assistant" -> {
                    turn++;
                    round++;
                }
                case "user" -> {
                    round = 1;
                    user = ChatTemplate.content(message);
                    firstUser = firstUser.isEmpty() ? user : firstUser;
                }
                case "tool" -> toolResult = ChatTemplate.content(message);
                default -> {}
            }
        }
        return new Question(request.path("model").asText(""), turn, round, firstUser, user, toolResult);
    }
}
