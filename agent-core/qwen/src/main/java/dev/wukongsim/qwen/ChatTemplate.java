package dev.wukongsim.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The text that a Qwen3 model reads for a chat request: its messages and tools between special tokens, ending where the
 * answer begins. Lenient: what is missing or of another type is left out.
 */
public final class ChatTemplate {

    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>\n";
    private static final String BEFORE_TOOLS = """
            # Tools

            You may call one or more functions to assist with the user query.

            You are provided with function signatures within <tools></tools> XML tags:
            <tools>""";
    private static final String AFTER_TOOLS = """

            </tools>

            For each function call, return a json object with function name and arguments within <tool_call></tool_call> \
            XML tags:
            <tool_call>
            {"name": <function-name>, "arguments": <args-json-object>}
            </tool_call>""";

    private final JsonNode request;
    private final List<JsonNode> messages = new ArrayList<>();
    private final int lastQuery;
    private final StringBuilder text = new StringBuilder();

    private ChatTemplate(JsonNode request) {
        this.request = request;
        request.path("messages").forEach(messages::add);
        this.lastQuery = lastQuery();
    }

    /**
     * Render a request.
     *
     * @param request in the OpenAI-compatible form
     */
    public static String render(JsonNode request) {
        return new ChatTemplate(request).render();
    }

    /**
     * A tool call as the model writes it.
     *
     * @param arguments a JSON object
     */
    public static String toolCall(String name, String arguments) {
        return "<tool_call>\n{\"name\": \"" + name + "\", \"arguments\": " + arguments + "}\n</tool_call>";
    }

    /** The text of a message in the OpenAI-compatible form; parts are joined, and what is not text is left out. */
    public static String content(JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder joined = new StringBuilder();
        content.forEach(part -> joined.append(part.path("text").asText("")));
        return joined.toString();
    }

    private String render() {
        addSystem();
        for (int i = 0; i < messages.size(); i++) {
            addMessage(i, messages.get(i));
        }
        text.append(START).append("assistant\n");
        if (!request.path("enable_thinking").asBoolean(true)) {
            text.append("<think>\n\n</think>\n\n");
        }
        return text.toString();
    }

    private void addSystem() {
        boolean stated = hasRole(0, "system");
        String instructions = stated ? content(messages.getFirst()) : "";
        if (request.path("tools").isEmpty()) {
            text.append(stated ? START + "system\n" + instructions + END : "");
            return;
        }
        text.append(START).append("system\n").append(stated ? instructions + "\n\n" : "");
        text.append(BEFORE_TOOLS);
        request.path("tools").forEach(tool -> text.append('\n').append(QwenJson.write(tool)));
        text.append(AFTER_TOOLS).append(END);
    }

    private void addMessage(int index, JsonNode message) {
        if (hasRole(index, "user") || (hasRole(index, "system") && index > 0)) {
            text.append(START).append(message.path("role").asText()).append('\n');
            text.append(content(message)).append(END);
        } else if (hasRole(index, "assistant")) {
            addAnswer(index, message);
        } else if (hasRole(index, "tool")) {
            addToolResult(index, message);
        }
    }

    private void addAnswer(int index, JsonNode message) {
        String content = content(message);
        text.append(START).append("assistant\n");
        text.append(isUnderWay(index, message) ? thinking(message) + content.replaceFirst("^\n+", "") : content);
        String separator = content.isEmpty() ? "" : "\n";
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            text.append(separator)
                    .append(toolCall(
                            function.path("name").asText(""),
                            function.path("arguments").asText("{}")));
            separator = "\n";
        }
        text.append(END);
    }

    /** Whether the model still sees what it thought for this answer: only until the next question. */
    private boolean isUnderWay(int index, JsonNode message) {
        boolean last = index == messages.size() - 1;
        return index > lastQuery
                && (last || !message.path("reasoning_content").asText("").isEmpty());
    }

    private static String thinking(JsonNode message) {
        String thinking = message.path("reasoning_content").asText("").replaceAll("^\n+|\n+\\z", "");
        return "<think>\n" + thinking + "\n</think>\n\n";
    }

    private void addToolResult(int index, JsonNode message) {
        text.append(hasRole(index - 1, "tool") ? "" : START + "user");
        text.append("\n<tool_response>\n").append(content(message)).append("\n</tool_response>");
        text.append(hasRole(index + 1, "tool") ? "" : END);
    }

    private boolean hasRole(int index, String role) {
        return index >= 0
                && index < messages.size()
                && messages.get(index).path("role").asText("").equals(role);
    }

    private int lastQuery() {
        int index = messages.size() - 1;
        while (index >= 0 && !hasRole(index, "user")) {
            index--;
        }
        return index >= 0 ? index : messages.size() - 1;
    }
}
