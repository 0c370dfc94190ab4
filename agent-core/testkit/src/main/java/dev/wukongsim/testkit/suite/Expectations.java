package dev.wukongsim.testkit.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.agent.RunResult.ToolUse;
import dev.wukongsim.runtime.tool.ToolPattern;
import dev.wukongsim.testkit.suite.SuiteDefinition.ExpectedCall;
import dev.wukongsim.testkit.suite.SuiteDefinition.ExpectedState;
import dev.wukongsim.testkit.suite.SuiteDefinition.ExpectedTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the outcome of a run against what is expected of it, and says in one sentence each what differs. */
final class Expectations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SuiteDefinition.Expectation expected;
    private final List<String> failures = new ArrayList<>();

    private Expectations(SuiteDefinition.Expectation expected) {
        this.expected = expected;
    }

    /** All that differs; empty if all is as expected. */
    static List<String> failures(SuiteDefinition.Expectation expected, RunResult result, JsonNode state) {
        Expectations expectations = new Expectations(expected);
        expectations.checkEnd(result);
        expectations.checkToolCalls(result.toolCalls());
        expectations.checkUsage(result);
        expected.state().forEach(place -> expectations.checkState(place, state));
        return expectations.failures;
    }

    private void checkEnd(RunResult result) {
        if (!result.stopReason().word().equals(expected.stopReason())) {
            fail("The task ended with '%s', expected '%s'%s"
                    .formatted(
                            result.stopReason().word(),
                            expected.stopReason(),
                            result.message().map(message -> ": " + message).orElse("")));
        }
        checkContains("answer", result.answer(), expected.answer());
        checkContains("message", result.message(), expected.message());
    }

    private void checkContains(String what, Optional<String> actual, List<String> texts) {
        for (String text : texts) {
            if (!actual.orElse("").contains(text)) {
                fail("The %s does not contain '%s': %s".formatted(what, text, actual.orElse("(none)")));
            }
        }
    }

    private void checkToolCalls(List<ToolUse> actual) {
        for (ToolUse call : actual) {
            if (expected.never().stream().anyMatch(pattern -> ToolPattern.matches(pattern, call.name()))) {
                fail("Tool '%s' must never be called and was, in step %d".formatted(call.name(), call.step()));
            }
        }
        List<ExpectedCall> calls = expected.toolCalls();
        if (calls == null) {
            return;
        }
        for (int i = 0; i < Math.min(calls.size(), actual.size()); i++) {
            checkCall(i + 1, calls.get(i), actual.get(i));
        }
        calls.stream()
                .skip(actual.size())
                .forEach(missing -> fail("Tool '%s' was not called".formatted(missing.tool())));
        actual.stream()
                .skip(calls.size())
                .forEach(extra -> fail("Tool '%s' was called once more than expected, in step %d, with %s"
                        .formatted(extra.name(), extra.step(), extra.args())));
    }

    private void checkCall(int number, ExpectedCall call, ToolUse actual) {
        if (!call.tool().equals(actual.name())) {
            fail("Tool call %d is '%s', expected '%s'".formatted(number, actual.name(), call.tool()));
            return;
        }
        if (!call.outcome().equals(actual.outcome())) {
            fail("Tool call %d, '%s', ended with '%s', expected '%s'"
                    .formatted(number, actual.name(), actual.outcome(), call.outcome()));
        }
        call.args().forEach((name, value) -> {
            JsonNode argument = actual.args().path(name);
            if (!argument.equals(JSON.valueToTree(value))) {
                fail("Tool call %d, '%s', has %s = %s, expected %s"
                        .formatted(number, actual.name(), name, argument, JSON.valueToTree(value)));
            }
        });
    }

    private void checkUsage(RunResult result) {
        long total = result.usage().total();
        ExpectedTokens tokens = expected.tokens();
        if (tokens != null) {
            checkTokens(tokens, total);
        }
        if (result.budget().spent() != total || result.budget().held() != 0) {
            fail("The ledger has %,d tokens spent and %,d held, the run used %,d"
                    .formatted(result.budget().spent(), result.budget().held(), total));
        }
        if (expected.modelCalls() != null
                && expected.modelCalls() != result.usage().calls()) {
            fail("The model was called %d times, expected %d"
                    .formatted(result.usage().calls(), expected.modelCalls()));
        }
    }

    private void checkTokens(ExpectedTokens tokens, long total) {
        if (tokens.exactly() != null && total != tokens.exactly()) {
            fail("The run used %,d tokens, expected exactly %,d".formatted(total, tokens.exactly()));
        }
        if (tokens.atMost() != null && total > tokens.atMost()) {
            fail("The run used %,d tokens, expected at most %,d".formatted(total, tokens.atMost()));
        }
    }

    private void checkState(ExpectedState place, JsonNode state) {
        JsonNode actual = state.at(place.at());
        if (actual.isMissingNode()) {
            fail("The office has nothing at '%s'".formatted(place.at()));
            return;
        }
        if (place.equal() != null && !sameValue(actual, JSON.valueToTree(place.equal()))) {
            fail("The office has %s at '%s', expected %s"
                    .formatted(actual, place.at(), JSON.<JsonNode>valueToTree(place.equal())));
        }
        if (place.size() != null && actual.size() != place.size()) {
            fail("The office has %d elements at '%s', expected %d".formatted(actual.size(), place.at(), place.size()));
        }
        if (place.contains() != null && !actual.asText().contains(place.contains())) {
            fail("The office has %s at '%s', expected it to contain '%s'"
                    .formatted(actual, place.at(), place.contains()));
        }
    }

    /** Numbers are equal by value, whatever their width. */
    private static boolean sameValue(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        return numbers ? one.decimalValue().compareTo(other.decimalValue()) == 0 : one.equals(other);
    }

    private void fail(String failure) {
        failures.add(failure);
    }
}
