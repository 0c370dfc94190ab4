package dev.wukongsim.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.ChatTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Goes through the messages of a request once. */
final class Conversation {

    private final JsonNode body;
    private final StringJoiner system = new StringJoiner("\n");
    private final Map<String, String> toolsByCall = new HashMap<>();
    private final List<ToolResult> results = new ArrayList<>();
    private int turn = 1;
    private int round = 1;
    private String firstUser = "";
    private String user = "";
    private String last = "";
    private String result = "";

    Conversation(JsonNode body) {
        this.body = body;
        body.path("messages").forEach(this::add);
    }

    Question question(Asker caller) {
        return new Question(
                caller,
                body,
                body.path("model").asText(""),
                turn,
                round,
                firstUser,
                user,
                system.toString(),
                last,
                result,
                results,
                tools());
    }

    private void add(JsonNode message) {
        last = ChatTemplate.content(message);
        switch (message.path("role").asText("")) {
            case "system" -> system.add(last);
            case "assistant" -> addAnswer(message);
            case "user" -> {
                round = 1;
                user = last;
                firstUser = firstUser.isEmpty() ? user : firstUser;
            }
            case "tool" -> {
                result = last;
                String call = message.path("tool_call_id").asText("");
                results.add(new ToolResult(toolsByCall.getOrDefault(call, ""), result));
            }
            default -> {}
        }
    }

    private void addAnswer(JsonNode message) {
        turn++;
        round++;
        results.clear();
        for (JsonNode call : message.path("tool_calls")) {
            String name = call.path("function").path("name").asText("");
            toolsByCall.put(call.path("id").asText(""), name);
        }
    }

    private List<String> tools() {
        List<String> names = new ArrayList<>();
        body.path("tools")
                .forEach(tool -> names.add(tool.path("function").path("name").asText("")));
        return names;
    }
}
