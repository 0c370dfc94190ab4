package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.policy.Approver.Answer;
import dev.wukongsim.runtime.tool.ToolCall;
import java.time.Duration;

/** Asks a person about a call, once: the answer is a durable signal, so a task that is taken up again does not ask anew. */
final class Approvals {

    private final String task;
    private final DurableContext context;
    private final Journal journal;
    private final Approver approver;

    Approvals(String task, DurableContext context, Journal journal, Approver approver) {
        this.task = task;
        this.context = context;
        this.journal = journal;
        this.approver = approver;
    }

    Answer ask(ToolCall call, String reason) {
        String signal = "approval:" + call.idempotencyKey();
        return context.await(signal, Answer.class, Duration.ZERO).orElseGet(() -> askNow(signal, call, reason));
    }

    private Answer askNow(String signal, ToolCall call, String reason) {
        Answer answer = approver.ask(call, reason);
        if (answer != Answer.NOBODY) {
            journal.signal(task, signal, "\"" + answer + "\"");
        }
        return answer;
    }
}
