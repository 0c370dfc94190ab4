package dev.wukongsim.runtime.tool;

/** A method whose changes are kept back until they are written with its result. */
record TransactionalMethod(ToolHandler method, Drafting store) implements ToolHandler {

    @Override
    public ToolResult handle(ToolCall call) {
        return store.carryOut(() -> method.handle(call));
    }

    @Override
    public Drafted draft(ToolCall call) {
        return store.keepBack(() -> method.handle(call));
    }
}
