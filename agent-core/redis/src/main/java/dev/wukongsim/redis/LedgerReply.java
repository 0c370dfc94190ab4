package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountStateException;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a function of the ledger answered, if it did not refuse. */
record LedgerReply(Reply reply) {

    /** @throws RuntimeException what the port promises for a refusal of this operation on the thing of this id */
    static LedgerReply of(String operation, String id, Reply reply) {
        return switch (reply.word()) {
            case "UNKNOWN" -> throw new UnknownAccountException(reply.text(1));
            case "TOO_LARGE" -> throw LedgerRules.tooLarge(reply.text(1));
            case "STATE" -> throw new ReservationStateException(operation, id, reply.text(1));
            case "CONFLICT" -> throw new ReservationConflictException(operation, id);
            case "CORRUPT" -> throw new CorruptRowException(reply.text(1), reply.text(2));
            case "ACCOUNT_STATE" -> {
                Account account = LedgerRows.account(reply, 1);
                throw new AccountStateException(operation, account.id(), account.state());
            }
            default -> new LedgerReply(reply);
        };
    }

    Account account() {
        return LedgerRows.account(reply, 1);
    }

    Instant moment() {
        return Instant.ofEpochMilli(reply.number(1));
    }

    Settlement settlement() {
        return Settlement.valueOf(reply.text(1));
    }

    ReserveAnswer answer(long minimum) {
        return switch (reply.word()) {
            case "GRANTED" -> new ReserveAnswer.Granted(reply.number(1));
            case "REFUSED" ->
                new ReserveAnswer.Refused(
                        LedgerRows.account(reply, 2), Math.toIntExact(reply.number(1)), minimum, retryAt());
            default -> throw reply.unexpected();
        };
    }

    private Optional<Instant> retryAt() {
        int index = 2 + LedgerRows.ACCOUNT_PARTS;
        return reply.parts().size() > index ? Optional.of(Instant.ofEpochMilli(reply.number(index))) : Optional.empty();
    }

    Collection<Account> accounts() {
        return accounts(reply.parts().size() / LedgerRows.ACCOUNT_PARTS).stream()
                .sorted(Comparator.comparing(Account::id))
                .toList();
    }

    Snapshot snapshot(int accounts) {
        int start = 1 + accounts * LedgerRows.ACCOUNT_PARTS;
        int open = (reply.parts().size() - start) / LedgerRows.RESERVATION_PARTS;
        List<Reservation> reservations = IntStream.range(0, open)
                .mapToObj(i -> LedgerRows.reservation(reply, start + i * LedgerRows.RESERVATION_PARTS))
                .toList();
        return new Snapshot(accounts(accounts), reservations);
    }

    private List<Account> accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LedgerRows.account(reply, 1 + i * LedgerRows.ACCOUNT_PARTS))
                .toList();
    }
}
