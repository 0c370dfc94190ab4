package dev.wukongsim.testkit.suite;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wukongsim.runtime.policy.Approver.Answer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a suite file.
 *
 * @param task file of the task that all cases run
 */
public record SuiteDefinition(String kind, String name, String task, List<Case> cases) {

    public SuiteDefinition {
        cases = List.copyOf(cases);
    }

    /**
     * One run of the task and what is expected of it. What it leaves out is as in the task file.
     *
     * @param whenShort what happens when the budget runs short
     * @param replies file of what the mocked model says
     * @param confirmed tools the employee agreed to beforehand
     * @param person whether somebody is there when a call wants confirmation, and what they say
     */
    public record Case(
            String name,
            Map<String, String> input,
            @Nullable String planner,
            @Nullable Long budget,
            @Nullable String whenShort,
            @Nullable String replies,
            @Nullable List<String> confirmed,
            Person person,
            Expectation expect) {

        public Case {
            input = Map.copyOf(requireNonNullElse(input, Map.of()));
            person = requireNonNullElse(person, Person.ABSENT);
        }
    }

    /** Who is there when a tool call wants confirmation. */
    public enum Person {
        ABSENT(Answer.NOBODY),
        AGREES(Answer.GRANTED),
        DENIES(Answer.DENIED);

        private final Answer answer;

        Person(Answer answer) {
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    /**
     * What is expected of a case. What it leaves out may be anything.
     *
     * @param answer texts the answer contains
     * @param message texts the message contains that says what went wrong
     * @param toolCalls all calls of the run, in order
     * @param never tools that are not called; a name may end in {@code *}
     * @param state of the office at the end
     */
    public record Expectation(
            String stopReason,
            List<String> answer,
            List<String> message,
            @Nullable List<ExpectedCall> toolCalls,
            List<String> never,
            List<ExpectedState> state,
            @Nullable ExpectedTokens tokens,
            @Nullable Integer modelCalls) {

        public Expectation {
            answer = List.copyOf(requireNonNullElse(answer, List.of()));
            message = List.copyOf(requireNonNullElse(message, List.of()));
            never = List.copyOf(requireNonNullElse(never, List.of()));
            state = List.copyOf(requireNonNullElse(state, List.of()));
        }
    }

    /**
     * A tool call.
     *
     * @param args arguments it has among others
     * @param outcome {@code success} unless said otherwise
     */
    public record ExpectedCall(String tool, Map<String, Object> args, String outcome) {

        public ExpectedCall {
            args = Map.copyOf(requireNonNullElse(args, Map.of()));
            outcome = requireNonNullElse(outcome, "success");
        }
    }

    /**
     * A place in the office's state.
     *
     * @param at JSON pointer, such as {@code /approvals/0/category}
     * @param equal the value there
     * @param size how many elements the list or object there has
     * @param contains text in the value there
     */
    public record ExpectedState(
            String at,
            @JsonProperty("equals") @Nullable Object equal,
            @Nullable Integer size,
            @Nullable String contains) {}

    /** Input and output tokens of the whole run. */
    public record ExpectedTokens(
            @Nullable Long exactly, @Nullable Long atMost) {}
}
