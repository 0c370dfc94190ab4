package dev.wukongsim.testkit.crash;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.testkit.crash.CrashPoint.Moment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal of a process that dies at one point, or at none and tells where it could have died. For one thread. */
public final class CrashingJournal extends ForwardingJournal {

    private final @Nullable CrashPoint end;
    private final List<CrashPoint> passed = new ArrayList<>();

    private CrashingJournal(Journal journal, @Nullable CrashPoint end) {
        super(journal);
        this.end = end;
    }

    /** The journal of a process that dies at this point, if it comes there. */
    public static CrashingJournal dyingAt(CrashPoint point, Journal journal) {
        return new CrashingJournal(journal, point);
    }

    /** The journal of a process that lives. */
    public static CrashingJournal watching(Journal journal) {
        return new CrashingJournal(journal, null);
    }

    /** The points that the process has come by, in order. */
    public List<CrashPoint> passed() {
        return List.copyOf(passed);
    }

    private void pass(JournalRow row, Moment moment) {
        CrashPoint point = new CrashPoint(row.sequence(), row.name(), moment);
        passed.add(point);
        if (point.equals(end)) {
            throw new Crash(point);
        }
    }

    @Override
    public void begin(String task, JournalRow intent, @Nullable Wait opens) {
        pass(intent, Moment.BEFORE_INTENT);
        super.begin(task, intent, opens);
        pass(intent, Moment.AFTER_INTENT);
    }

    @Override
    public List<Alerted> commit(String task, JournalRow done, Effects effects) {
        pass(done, Moment.AFTER_EFFECT);
        List<Alerted> alerts = super.commit(task, done, effects);
        pass(done, Moment.AFTER_RESULT);
        return alerts;
    }
}
