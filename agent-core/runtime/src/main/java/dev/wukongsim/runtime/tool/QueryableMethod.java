package dev.wukongsim.runtime.tool;

import java.util.Optional;

/** A method whose earlier calls another one can find. */
record QueryableMethod(ToolHandler method, AnnotatedMethod lookup) implements ToolHandler {

    @Override
    public ToolResult handle(ToolCall call) {
        return method.handle(call);
    }

    @Override
    public Optional<ToolResult> lookUp(ToolCall call) {
        return lookup.found(call);
    }
}
