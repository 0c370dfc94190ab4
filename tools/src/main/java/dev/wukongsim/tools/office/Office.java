package dev.wukongsim.tools.office;

import dev.wukongsim.runtime.durable.Documents;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import java.time.Clock;

/**
 * A company to work in: five apps over one state. Thread-safe.
 *
 * <pre>{@code
 * Office office = Office.open(World.load(Path.of("world.yaml")), Clock.systemUTC());
 * ToolResult found = office.tools().call(new ToolCall("1", "directory.find", arguments, caller, "key"));
 * }</pre>
 *
 * @see OfficeChanges
 */
public final class Office {

    private final OfficeStore store;
    private final ToolRegistry tools;

    private Office(OfficeStore store, Clock clock) {
        this.store = store;
        this.tools = ToolRegistry.of(AnnotatedTools.over(
                store,
                new DirectoryApp(store),
                new DocumentsApp(store),
                new BudgetApp(store),
                new ApprovalsApp(store, clock),
                new ChatApp(store, clock)));
    }

    /** Open an office as its world begins. */
    public static Office open(World world, Clock clock) {
        return new Office(new OfficeStore("office", 0, world.start()), world.clockOr(clock));
    }

    /**
     * Open an office as it was left, or as its world begins if it was never written.
     *
     * @param clock tells the time unless the world's clock stands still
     * @param documents where the office is kept
     * @param document its name there; its tools change nothing else
     */
    public static Office open(World world, Clock clock, Documents documents, String document) {
        OfficeStore store = documents
                .latest(document)
                .map(left -> new OfficeStore(document, left.version(), OfficeState.fromJson(left.content())))
                .orElseGet(() -> new OfficeStore(document, 0, world.start()));
        return new Office(store, world.clockOr(clock));
    }

    /** The tools of all apps, each call of which acts for the employee in {@code ToolCall.caller()}. */
    public ToolRegistry tools() {
        return tools;
    }

    public OfficeState state() {
        return store.state();
    }
}
