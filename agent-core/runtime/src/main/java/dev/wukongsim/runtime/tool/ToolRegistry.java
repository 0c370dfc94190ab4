package dev.wukongsim.runtime.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;

/**
 * The tools an agent can be given, by name. Immutable; iteration is in the order of the names.
 *
 * <pre>{@code
 * ToolRegistry office = ToolRegistry.of(AnnotatedTools.of(new Directory(), new Chat()));
 * ToolRegistry reading = office.select(List.of("directory.*", "documents.read"));
 * }</pre>
 */
public final class ToolRegistry {

    private record Entry(Tool tool, ArgumentCheck check) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    private ToolRegistry(Collection<Tool> tools) {
        for (Tool tool : tools) {
            Entry entry = new Entry(tool, ArgumentCheck.of(tool.specification()));
            if (entries.put(tool.name(), entry) != null) {
                throw new IllegalArgumentException("Tool '" + tool.name() + "' is registered twice");
            }
        }
    }

    public static ToolRegistry of(Collection<Tool> tools) {
        return new ToolRegistry(tools);
    }

    public static ToolRegistry of(Tool... tools) {
        return of(List.of(tools));
    }

    public Collection<Tool> tools() {
        return entries.values().stream().map(Entry::tool).toList();
    }

    public List<ToolSpecification> specifications() {
        return tools().stream().map(Tool::specification).toList();
    }

    public Optional<Tool> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::tool);
    }

    /**
     * The tools with these names. A name may end in {@code *}, as in {@code directory.*}.
     *
     * @throws UnknownToolException if a name matches no tool
     */
    public ToolRegistry select(List<String> names) {
        Map<String, Tool> selected = new TreeMap<>();
        for (String name : names) {
            List<Tool> matching = tools().stream()
                    .filter(tool -> ToolPattern.matches(name, tool.name()))
                    .toList();
            if (matching.isEmpty()) {
                throw new UnknownToolException(name, entries.keySet());
            }
            matching.forEach(tool -> selected.put(tool.name(), tool));
        }
        return new ToolRegistry(selected.values());
    }

    /** All tools of both registries. */
    public ToolRegistry plus(ToolRegistry other) {
        List<Tool> all = new ArrayList<>(tools());
        all.addAll(other.tools());
        return new ToolRegistry(all);
    }

    /** What is wrong with these arguments of a tool; empty if nothing is, or there is no such tool. */
    public List<String> violations(String tool, ObjectNode arguments) {
        Entry entry = entries.get(tool);
        return entry == null ? List.of() : entry.check().violations(ArgumentCheck.given(arguments));
    }

    /**
     * Check the arguments and call the tool. What the model got wrong comes back as {@link ToolResult.Retry}; what the
     * tool throws, as {@link ToolResult.Failure}.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public ToolResult call(ToolCall call) {
        return checked(call, (handler, checked) -> Drafted.of(handler.handle(checked)))
                .result();
    }

    /** As {@link #call}, but what a transactional tool changes is kept back. */
    public Drafted draft(ToolCall call) {
        return checked(call, ToolHandler::draft);
    }

    private Drafted checked(ToolCall call, BiFunction<ToolHandler, ToolCall, Drafted> work) {
        Entry entry = entries.get(call.name());
        if (entry == null) {
            return Drafted.of(new ToolResult.Retry(UnknownToolException.message(call.name(), entries.keySet())));
        }
        ToolCall checked = given(call);
        List<String> violations = entry.check().violations(checked.arguments());
        if (!violations.isEmpty()) {
            return Drafted.of(new ToolResult.Retry(
                    "Arguments of tool '" + call.name() + "' are wrong: " + String.join("; ", violations)));
        }
        try {
            return work.apply(entry.tool().handler(), checked);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return Drafted.of(new ToolResult.Failure("Tool '" + call.name() + "' failed: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())));
        }
    }

    /** What came of a call that was begun earlier, if its tool can tell; empty if it did not take effect. */
    public Optional<ToolResult> lookUp(ToolCall call) {
        return Optional.ofNullable(entries.get(call.name()))
                .flatMap(entry -> entry.tool().handler().lookUp(given(call)));
    }

    private static ToolCall given(ToolCall call) {
        return call.withArguments(ArgumentCheck.given(call.arguments()));
    }
}
