package dev.wukongsim.simulator.reply;

import dev.wukongsim.runtime.model.WireNames;
import java.util.List;

/** A part of a question that a guard looks at. It may have several values, of which one has to fit, or none. */
sealed interface Subject {

    List<String> values(Facts facts);

    /** What stands at one place in every question. */
    enum Part implements Subject {
        MODEL("model"),
        AGENT("agent"),
        STEP("step"),
        TURN("turn"),
        ROUND("round of a user message"),
        SYSTEM("the system message"),
        USER("the last user message"),
        LAST_MESSAGE("the last message"),
        TOOL_RESULT("the last tool result"),
        REQUEST("the whole request");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        @Override
        public List<String> values(Facts facts) {
            return List.of(value(facts.question(), facts));
        }

        private String value(Question question, Facts facts) {
            return switch (this) {
                case MODEL -> question.model();
                case AGENT -> question.caller().agent();
                case STEP -> question.caller().step();
                case TURN -> String.valueOf(question.turn());
                case ROUND -> String.valueOf(question.round());
                case SYSTEM -> question.system();
                case USER -> question.user();
                case LAST_MESSAGE -> question.lastMessage();
                case TOOL_RESULT -> question.toolResult();
                case REQUEST -> facts.request().hash();
            };
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The names of the tools that are offered. */
    record Offered() implements Subject {
        @Override
        public List<String> values(Facts facts) {
            return facts.question().tools();
        }

        @Override
        public String toString() {
            return "the offered tools";
        }
    }

    /** What a tool has answered since the last answer of the model; several texts if it was called more than once. */
    record ResultOf(String tool) implements Subject {
        @Override
        public List<String> values(Facts facts) {
            return facts.question().toolResults().stream()
                    .filter(result -> result.tool().equals(WireNames.toWire(tool)))
                    .map(ToolResult::text)
                    .toList();
        }

        @Override
        public String toString() {
            return "the result of " + tool;
        }
    }

    /** What stands at a JSON path of the request. */
    record AtPath(BodyPath path) implements Subject {
        @Override
        public List<String> values(Facts facts) {
            return path.texts(facts.question().body());
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
