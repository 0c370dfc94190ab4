package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.Resolution;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.turn.Pauses;
import dev.wukongsim.runtime.turn.tool.Approval;
import dev.wukongsim.runtime.turn.tool.Question;
import dev.wukongsim.shell.line.CommandFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What tasks want of people, and what people say to it. */
public final class Inbox {

    private final Supplier<Journal> journal;
    private final InstantSource clock;

    Inbox(Supplier<Journal> journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Everything that somebody has to do, the oldest first. */
    public List<Wait> open() {
        return journal.get().waits().stream()
                .filter(wait -> wait.kind() != Wait.Kind.SIGNAL)
                .toList();
    }

    /** Whether a task ended as its model will never answer: it failed, and the task waits for nobody to mend that. */
    public boolean isUnanswerable(TaskRecord record) {
        return record.stopReason() == StopReason.MODEL_FAILED && !Pauses.isOpen(journal.get(), record.task());
    }

    /**
     * The open one whose id begins like this.
     *
     * @throws CommandFailure if there is none any more, there never was one, or there is more than one
     */
    public Wait find(String id) {
        List<Wait> matching =
                open().stream().filter(wait -> wait.id().startsWith(id)).toList();
        if (matching.isEmpty()) {
            throw notOpen(id);
        }
        if (matching.size() > 1) {
            throw CommandFailure.usage("'" + id + "' may be one of: "
                    + String.join(", ", matching.stream().map(Wait::id).toList()));
        }
        return matching.getFirst();
    }

    private CommandFailure notOpen(String id) {
        return journal.get()
                .pastWait(id)
                .map(past -> CommandFailure.usage("'" + id + "' is over: task '" + past.task() + "' "
                        + journal.get()
                                .signal(past.task(), past.signal())
                                .map(payload -> "has its answer (" + said(past, payload) + ")")
                                .orElse(
                                        "does not wait for it any more, as its time was up, the call has changed or the task has"
                                                + " ended")
                        + ". An answer counts once; 'wukong approvals' lists what is open"))
                .orElseGet(() ->
                        CommandFailure.usage("Nobody waits for '" + id + "'; 'wukong approvals' lists what is open"));
    }

    /** Agree to a call, or not. */
    public Wait judge(String id, boolean granted, Optional<String> by, @Nullable String reason) {
        return answer(id, Wait.Kind.APPROVAL, wait -> {
            Approval approval = Approval.of(wait);
            return approval.answered(granted, by.orElse(approval.employee()), reason);
        });
    }

    /** Answer a question. */
    public Wait answer(String id, String text, Optional<String> by) {
        return answer(
                id,
                Wait.Kind.QUESTION,
                wait -> new Question.Answer(text, by.orElse(Question.of(wait).employee())));
    }

    /** Say what is the case with a step in doubt. */
    public Wait resolve(String id, Resolution resolution) {
        return answer(id, Wait.Kind.DOUBT, wait -> resolution);
    }

    private Wait answer(String id, Wait.Kind kind, Function<Wait, Object> answer) {
        Wait wait = find(id);
        if (wait.kind() != kind) {
            throw CommandFailure.usage("'" + wait.id() + "' is " + what(wait.kind()) + "; say: " + remedy(wait));
        }
        if (!clock.instant().isBefore(wait.until())) {
            throw CommandFailure.usage("'" + wait.id() + "' was to be answered before " + wait.until()
                    + ", and that is over; 'wukong resume " + wait.task() + "' goes on without an answer");
        }
        Delivery delivery = journal.get().answer(wait, Canonical.json(answer.apply(wait)));
        return switch (delivery) {
            case Delivery.Accepted accepted -> wait;
            case Delivery.Earlier earlier ->
                throw CommandFailure.usage(
                        "'" + wait.id() + "' has its answer already (" + said(wait, earlier.payload())
                                + "), and an answer counts once; go on with: wukong resume " + wait.task());
            case Delivery.TooLate late -> throw notOpen(wait.id());
        };
    }

    /** What was answered, in few words. */
    private static String said(Wait wait, String payload) {
        return switch (wait.kind()) {
            case APPROVAL -> {
                Approval.Answer answer = Canonical.read(payload, Approval.Answer.class);
                yield (answer.granted() ? "granted by " : "denied by ") + answer.by();
            }
            case QUESTION -> {
                Question.Answer answer = Canonical.read(payload, Question.Answer.class);
                yield "'" + answer.text() + "', by " + answer.by();
            }
            case DOUBT -> {
                Resolution resolution = Canonical.read(payload, Resolution.class);
                yield word(resolution.finding()) + ", by " + resolution.by();
            }
            case ALLOWANCE, SIGNAL -> payload;
        };
    }

    /** The word of the command line for a finding. */
    public static String word(Resolution.Finding finding) {
        return switch (finding) {
            case HAPPENED -> "happened";
            case DID_NOT_HAPPEN -> "not-happened";
            case ABORT -> "abort";
        };
    }

    private static String what(Wait.Kind kind) {
        return switch (kind) {
            case APPROVAL -> "a call that wants agreement";
            case QUESTION -> "a question";
            case DOUBT -> "a step in doubt";
            case ALLOWANCE -> "a task that has paused";
            case SIGNAL -> "a signal";
        };
    }

    private static String remedy(Wait wait) {
        return switch (wait.kind()) {
            case APPROVAL -> "wukong approve " + wait.id();
            case QUESTION -> "wukong answer " + wait.id() + " TEXT";
            case DOUBT -> "wukong decide " + wait.id() + " happened|not-happened|abort";
            case ALLOWANCE, SIGNAL -> "wukong resume " + wait.task();
        };
    }

    /** End a task from outside. */
    public Delivery cancel(String task, Cancellation cancellation) {
        return journal.get().cancel(task, cancellation);
    }

    /** Why a task was ended from outside; empty if it was not. */
    public Optional<Cancellation> cancellation(String task) {
        return journal.get().signal(task, Journal.CANCEL).map(json -> Canonical.read(json, Cancellation.class));
    }
}
