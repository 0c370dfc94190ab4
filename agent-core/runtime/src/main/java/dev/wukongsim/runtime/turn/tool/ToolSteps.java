package dev.wukongsim.runtime.turn.tool;

import dev.wukongsim.runtime.durable.Attempt;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Committed;
import dev.wukongsim.runtime.durable.DurableContext.Done;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Recovery;
import dev.wukongsim.runtime.tool.Draft;
import dev.wukongsim.runtime.tool.Drafted;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Calls tools, each call as one journalled step that takes effect once, or is left to a person if nobody can tell. */
final class ToolSteps {

    private final ToolRegistry tools;
    private final DurableContext context;
    private final Map<String, Long> documents = new TreeMap<>();

    ToolSteps(ToolRegistry tools, DurableContext context) {
        this.tools = tools;
        this.context = context;
    }

    /** A document as a call left it. */
    private record Left(String document, long version) {}

    /**
     * A tool result as the journal keeps it.
     *
     * @param left documents that the call changed
     */
    private record Kept(String outcome, String content, List<Left> left) {

        static Kept of(ToolResult result, List<Draft> drafts) {
            return new Kept(
                    result.outcome(),
                    result.content(),
                    drafts.stream()
                            .map(draft -> new Left(draft.document(), draft.version()))
                            .toList());
        }
    }

    /** The documents that calls have changed so far, and the versions they left. */
    Map<String, Long> documents() {
        return Map.copyOf(documents);
    }

    ToolResult once(ToolCall call, Tool tool) {
        Call made = new Call(call);
        Committed<Kept> kept = context.transact("tool", call, recovery(call, tool), Kept.class, made::run);
        made.accept();
        kept.value().left().forEach(left -> documents.put(left.document(), left.version()));
        return ToolResult.of(kept.value().outcome(), kept.value().content());
    }

    private Recovery<Kept> recovery(ToolCall call, Tool tool) {
        return switch (tool.contract().idempotency()) {
            case REPEATABLE, KEYED, TRANSACTIONAL -> Recovery.rerun();
            case QUERYABLE -> Recovery.lookUp(attempt -> tools.lookUp(call).map(found -> Kept.of(found, List.of())));
            case NONE -> Recovery.askPerson(ToolSteps::told);
        };
    }

    /** What the model is told of a call that a person has looked into. */
    private static Kept told(String what) {
        String content = what.isBlank() ? "done, as a person found out" : what;
        return Kept.of(new ToolResult.Success(content), List.of());
    }

    /** One call under way. */
    private final class Call {

        private final ToolCall call;
        private @Nullable Drafted drafted;

        Call(ToolCall call) {
            this.call = call;
        }

        Done<Kept> run(Attempt attempt) {
            Drafted made = tools.draft(call);
            drafted = made;
            return new Done<>(
                    Kept.of(made.result(), made.drafts()), Effects.none().keeping(made.drafts()));
        }

        /** What was kept back is written now. */
        void accept() {
            Optional.ofNullable(drafted).map(Drafted::accept).ifPresent(Runnable::run);
        }
    }
}
