package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.tool.Draft;
import dev.wukongsim.runtime.tool.Drafted;
import dev.wukongsim.runtime.tool.Drafting;
import dev.wukongsim.runtime.tool.ToolResult;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state of one office, as a document whose versions follow each other. Thread-safe. What a call changes only that
 * call sees, until it is accepted.
 */
final class OfficeStore implements Drafting {

    /** The next state and the answer to whoever asked for it. */
    record Change<T>(OfficeState state, T answer) {}

    /** The office at one version. */
    private record Held(long version, OfficeState state) {}

    private final String document;
    private final ReentrantLock writer = new ReentrantLock();
    private volatile Held held;
    private @Nullable OfficeState draft;

    /** @param version of the state; 0 if it was never written */
    OfficeStore(String document, long version, OfficeState state) {
        this.document = requireNonNull(document, "document is null");
        this.held = new Held(version, requireNonNull(state, "state is null"));
    }

    /** The state as this thread sees it. */
    OfficeState state() {
        OfficeState mine = writer.isHeldByCurrentThread() ? draft : null;
        return mine == null ? held.state() : mine;
    }

    /** Go to the next state; nothing happens if {@code next} throws. Within a call only. */
    <T> T change(Function<OfficeState, Change<T>> next) {
        if (!writer.isHeldByCurrentThread()) {
            throw new IllegalStateException("Only a call of a transactional tool changes the office");
        }
        Change<T> change = next.apply(state());
        draft = change.state();
        return change.answer();
    }

    @Override
    public Drafted keepBack(Supplier<ToolResult> call) {
        writer.lock();
        try {
            Held before = held;
            ToolResult result = call.get();
            OfficeState after = draft;
            return result instanceof ToolResult.Success && after != null && !after.equals(before.state())
                    ? drafted(result, new Held(before.version() + 1, after))
                    : Drafted.of(result);
        } finally {
            draft = null;
            writer.unlock();
        }
    }

    @Override
    public ToolResult carryOut(Supplier<ToolResult> call) {
        writer.lock();
        try {
            Drafted drafted = keepBack(call);
            drafted.accept().run();
            return drafted.result();
        } finally {
            writer.unlock();
        }
    }

    private Drafted drafted(ToolResult result, Held next) {
        return new Drafted(
                result, List.of(new Draft(document, next.version(), next.state().toJson())), () -> held = next);
    }
}
