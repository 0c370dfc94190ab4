package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Says in one sentence why a call was refused, with the numbers and the remedy. */
record Refusal(Refused refused, Unit unit) {

    static String of(Refused refused) {
        return facts(refused) + "; " + new Refusal(refused, refused.account().unit()).remedy();
    }

    static String facts(Refused refused) {
        Refusal refusal = new Refusal(refused, refused.account().unit());
        return refusal.subject() + refusal.fact();
    }

    private String subject() {
        List<Account> tried = refused.tried();
        String names = tried.stream().map(account -> "'" + account.id() + "'").collect(Collectors.joining(", "));
        return tried.size() == 1 ? "Account " + names : "Accounts " + names + " together";
    }

    private String fact() {
        if (refused.cause() == ReserveAnswer.Cause.UNPRICED) {
            return " may use %s (level %d of the path) and this call has no price"
                    .formatted(unit.text(sum(Account::limit)), refused.level());
        }
        return String.format(
                Locale.ROOT,
                " may use %s (level %d of the path); %s are spent, %s are held and this call needs at least %s",
                unit.text(sum(Account::limit)),
                refused.level(),
                unit.number(sum(Account::spent)),
                unit.number(sum(Account::held)),
                unit.number(refused.minimum().in(unit)));
    }

    private long sum(ToLongFunction<Account> number) {
        return refused.tried().stream().mapToLong(number).sum();
    }

    private String remedy() {
        boolean isOne = refused.tried().size() == 1;
        return switch (refused.cause()) {
            case RETRY_LATER ->
                "calls under way hold the rest, try again when one has settled"
                        + refused.retryAt()
                                .map(end -> ", at the latest by " + end)
                                .orElse("");
            case NEEDS_TOPUP -> isOne ? "top it up" : "top one of them up";
            case NEVER_FITS -> (isOne ? "raise its limit" : "raise the limit of one") + " or make the request smaller";
            case UNPRICED -> "give its model a price, or draw on accounts that count tokens";
            case FROZEN -> "it is frozen, thaw it";
            case CLOSED -> "it is closed, use another one";
        };
    }
}
