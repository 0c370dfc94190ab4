package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountStateException;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.LedgerErrors;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** What a function of the ledger answered, if it did not refuse. Accounts and reservations come as id and row. */
record LedgerReply(Reply reply) {

    /** @throws RuntimeException what the port promises for a refusal of this operation on the thing of this id */
    static LedgerReply of(String operation, String id, Reply reply) {
        return switch (reply.word()) {
            case "UNKNOWN" -> throw new UnknownAccountException(reply.text(1));
            case "TOO_LARGE" -> throw LedgerErrors.tooLarge(reply.text(1));
            case "OTHER_UNIT" ->
                throw LedgerErrors.otherUnit(
                        account(reply, 2), Unit.valueOf(reply.text(1).toUpperCase(Locale.ROOT)));
            case "STATE" -> throw new ReservationStateException(operation, id, reply.text(1));
            case "CONFLICT" -> throw new ReservationConflictException(operation, id);
            case "CORRUPT" -> throw new CorruptRowException(reply.text(1), reply.text(2));
            case "ACCOUNT_STATE" -> {
                Account account = account(reply, 1);
                throw new AccountStateException(operation, account.id(), account.state());
            }
            default -> new LedgerReply(reply);
        };
    }

    Account account() {
        return account(reply, 1);
    }

    private static Account account(Reply reply, int index) {
        return LedgerRows.account(reply.text(index), reply.text(index + 1));
    }

    Instant moment() {
        return Instant.ofEpochMilli(reply.number(1));
    }

    Settled settled() {
        List<String> alerts = reply.parts().subList(2, reply.parts().size());
        return new Settled(Settlement.valueOf(reply.text(1)), LedgerLines.alerts(alerts));
    }

    ReserveAnswer answer(Amount minimum) {
        return switch (reply.word()) {
            case "GRANTED" -> new ReserveAnswer.Granted(LedgerRows.amount(reply.text(1)));
            case "REFUSED" -> {
                List<Account> tried = pairs(3, reply.parts().size(), LedgerRows::account);
                yield new ReserveAnswer.Refused(tried, Math.toIntExact(reply.number(1)), minimum, retryAt());
            }
            default -> throw reply.unexpected();
        };
    }

    private Optional<Instant> retryAt() {
        return reply.text(2).isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(reply.number(2)));
    }

    Snapshot snapshot(int accounts) {
        int reservations = 1 + accounts * 2;
        List<Reservation> open = pairs(reservations, reply.parts().size(), LedgerRows::reservation);
        return new Snapshot(pairs(1, reservations, LedgerRows::account), open);
    }

    private <T> List<T> pairs(int from, int to, BiFunction<String, String, T> reader) {
        return IntStream.range(0, (to - from) / 2)
                .map(i -> from + i * 2)
                .mapToObj(i -> reader.apply(reply.text(i), reply.text(i + 1)))
                .toList();
    }
}
