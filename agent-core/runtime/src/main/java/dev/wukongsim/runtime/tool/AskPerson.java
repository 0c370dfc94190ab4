package dev.wukongsim.runtime.tool;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;

/** The tool with which an agent asks the employee a question. The runner puts it to the person; it is never called. */
public final class AskPerson implements ToolHandler {

    /** The tool's name. */
    public static final String NAME = "person.ask";

    private static final String QUESTION = "question";

    private AskPerson() {}

    public static Tool tool() {
        ToolSpecification specification = ToolSpecification.builder()
                .name(NAME)
                .description("Ask the employee a question that only a person can answer, and wait for the answer."
                        + " It may take days, so look things up yourself where you can.")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty(QUESTION, "The question, with all that is needed to answer it")
                        .required(QUESTION)
                        .build())
                .build();
        return new Tool(specification, ToolContract.reading(), new AskPerson());
    }

    /** What a call asks. */
    public static String question(ToolCall call) {
        return call.arguments().path(QUESTION).asText();
    }

    @Override
    public ToolResult handle(ToolCall call) {
        return new ToolResult.Failure("Nobody is there to answer");
    }
}
