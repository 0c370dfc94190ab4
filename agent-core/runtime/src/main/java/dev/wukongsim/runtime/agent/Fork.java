package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.RecordedJournal;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.tool.Draft;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a task begin where another one stood before a step. Where that was is found by passing through the other's journal
 * again; nothing of it is touched.
 *
 * @param step from 1
 */
record Fork(Parts parts, Task parent, int step) {

    /** Write the beginning of the new task. */
    void into(Task child, Optional<String> prompt) {
        Journal journal = parts.journal();
        if (!journal.rows(child.id()).isEmpty()) {
            throw new IllegalArgumentException("Task '" + child.id() + "' has begun already");
        }
        Run.Standing standing = standing();
        Opening opening = standing.opening().forked(new Opening.Forked(parent.id(), step), prompt.orElse(null));
        parts.conversation(child, parts.context(child, journal))
                .begin(opening, Effects.none().keeping(copies(standing.documents(), child.id())));
    }

    private Run.Standing standing() {
        Journal past = new RecordedJournal(parts.journal().rows(parent.id()));
        return parts.assemble(parent, past, Approver.nobody(), RunListener.none())
                .run()
                .before(step);
    }

    /** The documents as the task had left them, for another task. */
    private List<Draft> copies(Map<String, Long> documents, String child) {
        return documents.entrySet().stream()
                .flatMap(left -> parts.journal().version(left.getKey(), left.getValue()).stream())
                .map(draft -> new Draft(ownName(draft.document(), child), 1, draft.content()))
                .toList();
    }

    /** The name of another task's copy: {@code office:t-1} is {@code office:t-2} there. */
    private static String ownName(String document, String child) {
        return document.substring(0, document.lastIndexOf(':') + 1) + child;
    }
}
