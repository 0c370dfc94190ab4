package dev.wukongsim.runtime.turn.tool;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Wait;

/**
 * A question that only a person can answer.
 *
 * @param employee who is asked
 */
public record Question(String question, String agent, String employee) {

    public Question {
        requireNonNull(question, "question is null");
        requireNonNull(agent, "agent is null");
        requireNonNull(employee, "employee is null");
    }

    /** What a person said. */
    public record Answer(String text, String by) {
        public Answer {
            requireNonNull(text, "text is null");
            requireNonNull(by, "by is null");
        }
    }

    /**
     * The question that a wait is about.
     *
     * @throws IllegalArgumentException if it is about something else
     */
    public static Question of(Wait wait) {
        return Canonical.read(wait.subject(), Question.class);
    }
}
