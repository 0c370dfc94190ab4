package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.turn.tool.Approval;
import dev.wukongsim.runtime.turn.tool.Question;

/** Says for whom a task waits, and how it goes on. */
final class Parked {

    private Parked() {}

    static StopReason reason(Wait wait) {
        return switch (wait.kind()) {
            case APPROVAL -> StopReason.AWAITING_APPROVAL;
            case DOUBT -> StopReason.IN_DOUBT;
            case ALLOWANCE -> StopReason.BUDGET_EXHAUSTED;
            case QUESTION, SIGNAL -> StopReason.AWAITING_INPUT;
        };
    }

    static String message(Wait wait) {
        String resume = "then: wukong resume " + wait.task();
        return switch (wait.kind()) {
            case APPROVAL -> {
                Approval approval = Approval.of(wait);
                yield "Tool '%s' wants confirmation by %s and nobody is here to give it; say: wukong approve %s (or deny) before %s, %s"
                        .formatted(approval.tool(), approval.employee(), wait.id(), wait.until(), resume);
            }
            case QUESTION -> {
                Question question = Question.of(wait);
                yield "Agent '%s' asks %s: %s; say: wukong answer %s TEXT before %s, %s"
                        .formatted(
                                question.agent(),
                                question.employee(),
                                question.question(),
                                wait.id(),
                                wait.until(),
                                resume);
            }
            case DOUBT, ALLOWANCE, SIGNAL ->
                "The task waits for signal '%s' until %s; %s".formatted(wait.signal(), wait.until(), resume);
        };
    }
}
