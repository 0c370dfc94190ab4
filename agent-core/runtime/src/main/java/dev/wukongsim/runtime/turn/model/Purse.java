package dev.wukongsim.runtime.turn.model;

import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.ThinkingSetting;
import dev.wukongsim.runtime.model.Usage;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task has used of its budget, by its own journal. Immutable.
 *
 * @param budget tokens the whole task may use
 * @param reserve tokens of it that are kept for the last call
 * @param last what the last call used that brought an answer; {@link Usage#NONE} before the first
 * @param note what the model is told, made when the rung was reached and not changed before the next one; null for nothing
 */
record Purse(
        Shortage shortage,
        long budget,
        long reserve,
        long spent,
        Usage last,
        Rung rung,
        @Nullable String note) {

    static Purse of(Task task) {
        return new Purse(task.shortage(), task.budget(), task.reserve(), 0, Usage.NONE, Rung.PLENTY, null);
    }

    /** After a call that brought an answer. */
    Purse answered(Usage usage) {
        return with(budget, spent + usage.total(), usage);
    }

    /** After a call that brought none. */
    Purse charged(Usage usage) {
        return with(budget, spent + usage.total(), last);
    }

    /** With another budget, after a top-up. */
    Purse toppedUp(long tokens) {
        return with(tokens, spent, last);
    }

    /** The budget line for the model; empty above all rungs, and for tasks that are not on the ladder. */
    Optional<String> line() {
        return Optional.ofNullable(note);
    }

    /** How much to think of what the agent would: less on the ladder's last rung, where there is nothing left for it. */
    ThinkingSetting thinking(ThinkingSetting wanted) {
        return rung == Rung.FOCUS && shortage instanceof Shortage.Ladder ? wanted.less() : wanted;
    }

    private Purse with(long newBudget, long newSpent, Usage newLast) {
        Rung reached = Rung.of(newSpent, newBudget);
        boolean same = reached == rung && newBudget == budget;
        String line = same ? note : line(reached, newBudget, newSpent, newLast);
        return new Purse(shortage, newBudget, reserve, newSpent, newLast, reached, line);
    }

    private @Nullable String line(Rung reached, long newBudget, long newSpent, Usage newLast) {
        if (!(shortage instanceof Shortage.Ladder)) {
            return null;
        }
        return switch (reached) {
            case PLENTY -> null;
            case INFO -> balance(newBudget, newSpent, newLast);
            case FOCUS ->
                balance(newBudget, newSpent, newLast)
                        + " Start nothing new: finish with what you have, in as few calls as you can.";
        };
    }

    private String balance(long newBudget, long newSpent, Usage newLast) {
        long left = Math.max(0, newBudget - reserve - newSpent);
        return String.format(
                Locale.ROOT, "Token budget: %,d of %,d tokens are left%s.", left, newBudget, calls(left, newLast));
    }

    private static String calls(long left, Usage newLast) {
        if (newLast.total() == 0) {
            return "";
        }
        long calls = left / newLast.total();
        return calls == 0
                ? ", less than the last call took"
                : String.format(Locale.ROOT, ", enough for about %,d more calls like the last one", calls);
    }
}
