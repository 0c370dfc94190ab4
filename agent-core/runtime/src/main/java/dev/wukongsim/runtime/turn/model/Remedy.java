package dev.wukongsim.runtime.turn.model;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Cause;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.turn.Pauses;

/**
 * Says how a task goes on after a refusal. What the task keeps for its own last call does not come back, so waiting for
 * it is no remedy.
 *
 * @param reserved what the task itself holds for its last call on every account
 */
record Remedy(Task task, Amount reserved) {

    /** What to say of an answer for whose rest there was no room. */
    String ofCut(long held) {
        return "The answer breaks off: account '%s' had room for %,d tokens in this call; %s"
                .formatted(task.account(), held, topUp(task.account()));
    }

    /** A refusal with its remedy. */
    ModelOutcome.Refused of(ReserveAnswer.Refused refused) {
        Cause cause = cause(refused);
        return new ModelOutcome.Refused(refused.facts(), remedy(cause, refused.account()), cause);
    }

    /** How to go on when an account has too little. */
    private String topUp(String account) {
        return "top it up: wukong budget topup " + account + " TOKENS --reason TEXT" + resume();
    }

    private Cause cause(ReserveAnswer.Refused refused) {
        Cause cause = refused.cause();
        if (cause != Cause.RETRY_LATER) {
            return cause;
        }
        Account account = refused.account();
        long unspent = refused.tried().stream()
                .mapToLong(tried -> Math.max(0, tried.limit() - tried.spent()))
                .sum();
        boolean waitingHelps =
                unspent - reserved.in(account.unit()) >= refused.minimum().in(account.unit());
        return waitingHelps ? Cause.RETRY_LATER : Cause.NEEDS_TOPUP;
    }

    private String remedy(Cause cause, Account account) {
        return switch (cause) {
            case NEEDS_TOPUP, NEVER_FITS -> topUp(account.id());
            case RETRY_LATER -> "calls of others hold the rest; wait for them, or " + topUp(account.id());
            case UNPRICED -> "give the model a price, or draw on accounts that count tokens" + resume();
            case FROZEN -> "it is frozen; thaw it" + resume();
            case CLOSED -> "it is closed; draw on another one";
        };
    }

    private String resume() {
        return Pauses.remedy(task, ", then: ");
    }
}
