package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.template.JsonTemplate;
import dev.wukongsim.simulator.template.Template;
import dev.wukongsim.simulator.template.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in a turn from the question that it answers. */
final class TurnTemplate {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Turn turn;
    private final Template think;
    private final Template say;
    private final List<JsonTemplate> arguments;

    private TurnTemplate(Turn turn, Template think, Template say, List<JsonTemplate> arguments) {
        this.turn = turn;
        this.think = think;
        this.say = say;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * What fills in a turn, if it wants to be.
     *
     * @throws TemplateException if it cannot be understood; its part is a JSON pointer, without the first slash
     */
    static Optional<TurnTemplate> of(Turn turn) {
        if (!turn.template()) {
            return Optional.empty();
        }
        List<JsonTemplate> arguments = new ArrayList<>();
        for (Turn.Call call : turn.call()) {
            arguments.add(JsonTemplate.of("call/" + arguments.size() + "/args", json(call.arguments())));
        }
        return Optional.of(new TurnTemplate(
                turn,
                Template.of("think", requireNonNullElse(turn.think(), "")),
                Template.of("say", requireNonNullElse(turn.say(), "")),
                arguments));
    }

    /**
     * The turn as an answer to this question.
     *
     * @throws TemplateException if it wants something that is not there
     */
    Turn fill(Question question) {
        Map<String, Object> values = values(question);
        List<Turn.Call> calls = new ArrayList<>();
        for (Turn.Call call : turn.call()) {
            JsonNode filled = arguments.get(calls.size()).fill(values);
            calls.add(new Turn.Call(call.tool(), (ObjectNode) filled));
        }
        Turn filled = turn.calling(calls);
        filled = turn.think() == null ? filled : filled.thinking(think.fill(values));
        return turn.say() == null ? filled : filled.saying(say.fill(values));
    }

    private static Map<String, Object> values(Question question) {
        Map<String, Object> values = new HashMap<>();
        values.put("model", question.model());
        values.put("agent", question.caller().agent());
        values.put("task", question.caller().task());
        values.put("step", question.caller().step());
        values.put("turn", question.turn());
        values.put("round", question.round());
        values.put("system", question.system());
        values.put("firstUser", question.firstUser());
        values.put("user", question.user());
        values.put("lastMessage", question.lastMessage());
        values.put("toolResult", question.toolResult());
        values.put(
                "toolResults",
                question.toolResults().stream()
                        .map(result -> Map.of("tool", result.tool(), "text", result.text()))
                        .toList());
        values.put("request", JSON.convertValue(question.body(), Map.class));
        return values;
    }

    private static JsonNode json(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Arguments of a template must be a JSON object: " + arguments, e);
        }
    }
}
