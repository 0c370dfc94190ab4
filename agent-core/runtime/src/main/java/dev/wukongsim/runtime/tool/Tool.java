package dev.wukongsim.runtime.tool;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.agent.tool.ToolSpecification;

/**
 * A tool: what the model is told of it, what it promises, and what it does.
 *
 * @param specification name, description and parameter schema, as LangChain4j sends them to a model
 */
public record Tool(ToolSpecification specification, ToolContract contract, ToolHandler handler) {

    public Tool {
        requireNonNull(specification, "specification is null");
        requireNonNull(contract, "contract is null");
        requireNonNull(handler, "handler is null");
    }

    public String name() {
        return specification.name();
    }
}
