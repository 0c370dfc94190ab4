package dev.wukongsim.testkit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.testkit.suite.SuiteDefinition.Expectation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationsTests {

    private static final String STATE = "{\"approvals\":[{\"amount\":1280.50,\"category\":\"travel\"}]}";

    @Test
    void passWhenEverythingIsAsExpected() {
        assertThat(failures("""
                        {"stopReason":"completed","answer":["filed"],"never":["chat.*"],
                         "toolCalls":[{"tool":"directory.find","args":{"name":"李娜"}},
                                      {"tool":"approvals.file","outcome":"retry"}],
                         "state":[{"at":"/approvals","size":1},
                                  {"at":"/approvals/0/amount","equals":1280.5},
                                  {"at":"/approvals/0/category","contains":"trav"}],
                         "tokens":{"exactly":220,"atMost":300},"modelCalls":2}""")).isEmpty();
    }

    @Test
    void nameAnotherEnd() {
        assertThat(failures("{\"stopReason\":\"budget_exhausted\"}"))
                .containsExactly("The task ended with 'completed', expected 'budget_exhausted'");
    }

    @Test
    void nameTextThatIsMissing() {
        assertThat(failures("{\"stopReason\":\"completed\",\"answer\":[\"refused\"],\"message\":[\"budget\"]}"))
                .containsExactly(
                        "The answer does not contain 'refused': I filed it.",
                        "The message does not contain 'budget': (none)");
    }

    @Test
    void nameEveryCallThatDiffers() {
        assertThat(failures("""
                        {"stopReason":"completed",
                         "toolCalls":[{"tool":"directory.find","args":{"name":"王芳"}},
                                      {"tool":"chat.send"},
                                      {"tool":"budget.check"}]}"""))
                .containsExactly(
                        "Tool call 1, 'directory.find', has name = \"李娜\", expected \"王芳\"",
                        "Tool call 2 is 'approvals.file', expected 'chat.send'",
                        "Tool 'budget.check' was not called");
    }

    @Test
    void nameCallsTooManyAndForbiddenOnes() {
        assertThat(
                        failures(
                                "{\"stopReason\":\"completed\",\"toolCalls\":[{\"tool\":\"directory.find\"}],\"never\":[\"approvals.*\"]}"))
                .containsExactly(
                        "Tool 'approvals.file' must never be called and was, in step 4",
                        "Tool 'approvals.file' was called once more than expected, in step 4, with {}");
    }

    @Test
    void nameAnOutcomeThatDiffers() {
        assertThat(
                        failures(
                                "{\"stopReason\":\"completed\",\"toolCalls\":[{\"tool\":\"directory.find\"},{\"tool\":\"approvals.file\"}]}"))
                .containsExactly("Tool call 2, 'approvals.file', ended with 'retry', expected 'success'");
    }

    @Test
    void nameAStateThatDiffers() {
        assertThat(failures("""
                        {"stopReason":"completed",
                         "state":[{"at":"/approvals","size":2},
                                  {"at":"/approvals/0/amount","equals":1280.51},
                                  {"at":"/messages","size":1},
                                  {"at":"/approvals/0/category","contains":"meal"}]}"""))
                .containsExactly(
                        "The office has 1 elements at '/approvals', expected 2",
                        "The office has 1280.5 at '/approvals/0/amount', expected 1280.51",
                        "The office has nothing at '/messages'",
                        "The office has \"travel\" at '/approvals/0/category', expected it to contain 'meal'");
    }

    @Test
    void nameTokensThatDiffer() {
        assertThat(failures(
                        "{\"stopReason\":\"completed\",\"tokens\":{\"exactly\":219,\"atMost\":219},\"modelCalls\":3}"))
                .containsExactly(
                        "The run used 220 tokens, expected exactly 219",
                        "The run used 220 tokens, expected at most 219",
                        "The model was called 2 times, expected 3");
    }

    @Test
    void nameALedgerThatDisagreesWithTheRun() {
        RunResult result = result(new Account("task:t-1", 1_000, 200, 20));

        assertThat(Expectations.failures(read("{\"stopReason\":\"completed\"}", Expectation.class), result, state()))
                .containsExactly("The ledger has 200 tokens spent and 20 held, the run used 220");
    }

    private static List<String> failures(String expectation) {
        RunResult result = result(new Account("task:t-1", 1_000, 220, 0));
        return Expectations.failures(read(expectation, Expectation.class), result, state());
    }

    private static RunResult result(Account budget) {
        return new RunResult(
                Task.of("t-1", Agent.named("clerk"), "goal", "li.na", 1_000),
                StopReason.COMPLETED,
                Optional.of("I filed it."),
                Optional.empty(),
                List.of("qwen-plus"),
                new Usage(200, 0, 0, 20, 0, 2, false),
                Optional.empty(),
                budget,
                List.of(
                        new RunResult.ToolUse(
                                "directory.find", read("{\"name\":\"李娜\"}", JsonNode.class), "success", 2),
                        new RunResult.ToolUse("approvals.file", read("{}", JsonNode.class), "retry", 4)),
                List.of(),
                5);
    }

    private static JsonNode state() {
        return read(STATE, JsonNode.class);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return new ObjectMapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
