package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.ChatMessage;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.tool.Draft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes true together with a step's result, or not at all.
 *
 * @param due what the step has used, to be settled in the ledger; null for nothing
 * @param append what is added to the memory; null for nothing
 * @param drafts documents of our own store, each one version on
 * @param opens what the task waits for from now on; null for nothing
 * @param closes ids of the waits that are over
 * @param ends whether the task has ended with this step
 */
public record Effects(
        @Nullable Due due,
        @Nullable Append append,
        List<Draft> drafts,
        @Nullable Wait opens,
        List<String> closes,
        boolean ends) {

    /**
     * Messages at the end of a session.
     *
     * @param seen how many messages the writer has read
     */
    public record Append(String session, int seen, List<ChatMessage> messages) {
        public Append {
            requireNonNull(session, "session is null");
            messages = List.copyOf(messages);
        }
    }

    private static final Effects NONE = new Effects(null, null, List.of(), null, List.of(), false);

    public Effects {
        drafts = List.copyOf(drafts);
        closes = List.copyOf(closes);
    }

    /** Nothing but the result. */
    public static Effects none() {
        return NONE;
    }

    public Effects settling(@Nullable Due usage) {
        return new Effects(usage, append, drafts, opens, closes, ends);
    }

    public Effects appending(@Nullable Append messages) {
        return new Effects(due, messages, drafts, opens, closes, ends);
    }

    public Effects keeping(List<Draft> documents) {
        return new Effects(due, append, documents, opens, closes, ends);
    }

    public Effects opening(Wait wait) {
        return new Effects(due, append, drafts, wait, closes, ends);
    }

    public Effects closing(String wait) {
        List<String> more = new ArrayList<>(closes);
        more.add(wait);
        return new Effects(due, append, drafts, opens, more, ends);
    }

    public Effects ending() {
        return new Effects(due, append, drafts, opens, closes, true);
    }
}
