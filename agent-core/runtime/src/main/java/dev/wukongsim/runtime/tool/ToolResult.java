package dev.wukongsim.runtime.tool;

import static java.util.Objects.requireNonNull;

/** What came of a tool call, in words the model can read. A tool does not throw at the model. */
public sealed interface ToolResult {

    /** The text that goes back to the model. */
    String content();

    /** One word for transcripts and tables: {@code success}, {@code retry}, {@code failure} or {@code denied}. */
    String outcome();

    /** The call did what it was asked to do. */
    record Success(String content) implements ToolResult {
        public Success {
            requireNonNull(content, "content is null");
        }

        @Override
        public String outcome() {
            return "success";
        }
    }

    /** The call was wrong in a way the model can mend; the content is the correction. Nothing happened. */
    record Retry(String content) implements ToolResult {
        public Retry {
            requireNonNull(content, "content is null");
        }

        @Override
        public String outcome() {
            return "retry";
        }
    }

    /** The call failed for good; the content is the reason. */
    record Failure(String content) implements ToolResult {
        public Failure {
            requireNonNull(content, "content is null");
        }

        @Override
        public String outcome() {
            return "failure";
        }
    }

    /** Policy or a person refused the call; the content names the rule. Nothing happened. */
    record Denied(String content) implements ToolResult {
        public Denied {
            requireNonNull(content, "content is null");
        }

        @Override
        public String outcome() {
            return "denied";
        }
    }

    /** The result with this outcome word; the reverse of {@link #outcome()}. */
    static ToolResult of(String outcome, String content) {
        return switch (outcome) {
            case "success" -> new Success(content);
            case "retry" -> new Retry(content);
            case "failure" -> new Failure(content);
            case "denied" -> new Denied(content);
            default ->
                throw new IllegalArgumentException(
                        "Outcome '" + outcome + "' is none of success, retry, failure, denied");
        };
    }
}
