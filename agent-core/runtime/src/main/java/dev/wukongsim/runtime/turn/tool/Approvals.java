package dev.wukongsim.runtime.turn.tool;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Waiting;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.policy.Policy;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person about a call, once: the answer is a durable signal, so a task that is taken up again does not ask anew. It
 * holds for exactly this call, with these arguments and under these rules; if any of it is another when the answer comes, the
 * person is asked again. No answer in time is a no.
 */
final class Approvals {

    private final DurableContext context;
    private final Policy policy;
    private final Approver approver;
    private final String employee;
    private final Duration patience;

    Approvals(Task task, DurableContext context, Policy policy, Approver approver) {
        this.context = context;
        this.policy = policy;
        this.approver = approver;
        this.employee = task.employee();
        this.patience = task.agent().limits().patience();
    }

    /** What came of asking. */
    record Outcome(
            boolean granted, @Nullable String by, @Nullable String reason) {}

    /** An outcome, or that the answer was for something else. */
    private record Judged(@Nullable Outcome outcome) {}

    Outcome ask(ToolCall call, Tool tool, String reason) {
        Approval approval = Approval.of(call, tool, policy.version(tool), reason);
        Outcome outcome = null;
        for (int round = 1; outcome == null; round++) {
            outcome = ask(round, call, approval);
        }
        return requireNonNull(outcome);
    }

    private @Nullable Outcome ask(int round, ToolCall call, Approval approval) {
        String signal = "approval:" + call.idempotencyKey() + ":" + round;
        Optional<Approval.Answer> answer = context.await(
                new Waiting(signal, Wait.Kind.APPROVAL, approval, patience),
                Approval.Answer.class,
                () -> here(call, approval));
        return context.note(
                        "approval",
                        signal,
                        Judged.class,
                        () -> answer.map(given -> judge(given, approval)).orElse(new Judged(tooLate())))
                .outcome();
    }

    private static Judged judge(Approval.Answer answer, Approval approval) {
        return new Judged(
                answer.binding().equals(approval.binding())
                        ? new Outcome(answer.granted(), answer.by(), answer.reason())
                        : null);
    }

    private Outcome tooLate() {
        return new Outcome(false, null, "nobody answered within " + patience);
    }

    private Optional<Approval.Answer> here(ToolCall call, Approval approval) {
        return switch (approver.ask(call, approval.reason())) {
            case GRANTED -> Optional.of(approval.answered(true, employee, null));
            case DENIED -> Optional.of(approval.answered(false, employee, null));
            case NOBODY -> Optional.empty();
        };
    }
}
