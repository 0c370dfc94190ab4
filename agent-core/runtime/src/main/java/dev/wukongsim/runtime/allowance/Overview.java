package dev.wukongsim.runtime.allowance;

import dev.wukongsim.runtime.allowance.AccountName.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The accounts that are worth a look.
 *
 * @param shown from the widest to the narrowest; schedules, tasks and their sub-agents the latest first
 * @param hiddenTasks how many earlier schedules' accounts, tasks and sub-agents there are
 * @param hiddenPast how many accounts of earlier months there are
 */
public record Overview(List<BurnDown> shown, int hiddenTasks, int hiddenPast) {

    private static final int LATEST = 10;

    private static final Comparator<BurnDown> BY_ID =
            Comparator.comparing(one -> one.account().id());

    public Overview {
        shown = List.copyOf(shown);
    }

    /** All accounts. */
    public static Overview all(Collection<BurnDown> burnDowns) {
        List<BurnDown> sorted = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            burnDowns.stream()
                    .filter(one -> one.name().kind() == kind)
                    .sorted(isOneOfMany(kind) ? BY_ID.reversed() : BY_ID)
                    .forEach(sorted::add);
        }
        return new Overview(sorted, 0, 0);
    }

    /** The accounts of this month and those without one; of schedules, of tasks, and of sub-agents, the latest ten. */
    public static Overview latest(Collection<BurnDown> burnDowns) {
        List<BurnDown> present = all(burnDowns).shown.stream()
                .filter(Predicate.not(BurnDown::isOver))
                .toList();
        List<BurnDown> shown = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            present.stream()
                    .filter(one -> one.name().kind() == kind)
                    .limit(isOneOfMany(kind) ? LATEST : Long.MAX_VALUE)
                    .forEach(shown::add);
        }
        return new Overview(shown, present.size() - shown.size(), burnDowns.size() - present.size());
    }

    private static boolean isOneOfMany(Kind kind) {
        return kind == Kind.SCHEDULE || kind == Kind.TASK || kind == Kind.AGENT;
    }
}
