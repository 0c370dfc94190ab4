package dev.wukongsim.testkit.crash;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.wukongsim.runtime.durable.Documents;
import dev.wukongsim.runtime.tool.Draft;
import dev.wukongsim.runtime.tool.Drafted;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolContract;
import dev.wukongsim.runtime.tool.ToolContract.Confirmation;
import dev.wukongsim.runtime.tool.ToolContract.Effect;
import dev.wukongsim.runtime.tool.ToolContract.Idempotency;
import dev.wukongsim.runtime.tool.ToolContract.Risk;
import dev.wukongsim.runtime.tool.ToolHandler;
import dev.wukongsim.runtime.tool.ToolResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A tool of one kind, named after it. A transactional one keeps the keys of its calls in a document, a line each. */
record KindOfTool(Idempotency kind, OutsideWorld world, Documents documents) implements ToolHandler {

    static final String DOCUMENT = "keys";

    private static final ToolResult DONE = new ToolResult.Success("done");

    static String name(Idempotency kind) {
        return "kind." + kind.name().toLowerCase(Locale.ROOT);
    }

    Tool tool() {
        return new Tool(
                ToolSpecification.builder().name(name(kind)).build(),
                new ToolContract(Effect.WRITE, Risk.LOW, Confirmation.NOT_REQUIRED, kind),
                this);
    }

    @Override
    public ToolResult handle(ToolCall call) {
        world.execute(kind, call.idempotencyKey());
        return DONE;
    }

    @Override
    public Drafted draft(ToolCall call) {
        return kind == Idempotency.TRANSACTIONAL ? drafted(call) : Drafted.of(handle(call));
    }

    private Drafted drafted(ToolCall call) {
        Optional<Draft> latest = documents.latest(DOCUMENT);
        String content = latest.map(Draft::content).orElse("") + call.idempotencyKey() + "\n";
        Draft next = new Draft(DOCUMENT, latest.map(Draft::version).orElse(0L) + 1, content);
        return new Drafted(handle(call), List.of(next), () -> {});
    }

    @Override
    public Optional<ToolResult> lookUp(ToolCall call) {
        return world.executions(kind).contains(call.idempotencyKey()) ? Optional.of(DONE) : Optional.empty();
    }
}
