package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A ledger in Redis; each operation is one function call, so all accounts of a path change together or not at all. */
final class RedisTokenLedger implements TokenLedger {

    private final RedisLink link;
    private final Keys keys;
    private final List<String> columns;

    RedisTokenLedger(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
        this.columns = List.of(keys.one("limit"), keys.one("spent"), keys.one("held"));
    }

    @Override
    public Account open(String account, long limit) {
        LedgerRules.checkOpen(account, limit);
        return account(link.change("open", columns, account, Long.toString(limit)), 1);
    }

    @Override
    public ReserveAnswer reserve(String reservation, List<String> path, long wanted, long minimum) {
        LedgerRules.checkReserve(reservation, path, wanted, minimum);
        String[] request = Stream.concat(Stream.of(Long.toString(wanted), Long.toString(minimum)), path.stream())
                .toArray(String[]::new);
        Reply reply = link.change("reserve", with(reservation(reservation)), request);
        return switch (reply.word()) {
            case "GRANTED" -> new ReserveAnswer.Granted(reply.number(1));
            case "REFUSED" -> new ReserveAnswer.Refused(account(reply, 1), minimum);
            default -> throw refusal("reserve", reservation, reply);
        };
    }

    @Override
    public void dispatch(String reservation) {
        requireOk("dispatch", reservation, link.change("dispatch", with(reservation(reservation))));
    }

    @Override
    public void settle(String reservation, long tokens) {
        LedgerRules.checkSettle(reservation, tokens);
        requireOk("settle", reservation, link.change("settle", with(reservation(reservation)), Long.toString(tokens)));
    }

    @Override
    public void release(String reservation) {
        requireOk("release", reservation, link.change("release", with(reservation(reservation))));
    }

    @Override
    public Account topUp(String account, long tokens, String reason) {
        LedgerRules.checkTopUp(account, tokens, reason);
        Reply reply = link.change("top_up", with(keys.one("topups")), account, Long.toString(tokens), reason);
        if (!reply.word().equals("ACCOUNT")) {
            throw refusal("top up", account, reply);
        }
        return account(reply, 1);
    }

    @Override
    public Optional<Account> account(String account) {
        Reply reply = link.look("account", columns, account);
        return reply.word().equals("ACCOUNT") ? Optional.of(account(reply, 1)) : Optional.empty();
    }

    @Override
    public Collection<Account> accounts() {
        Reply reply = link.look("accounts", columns);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < reply.parts().size(); i += 4) {
            accounts.add(account(reply, i));
        }
        accounts.sort(Comparator.comparing(Account::id));
        return List.copyOf(accounts);
    }

    private static Account account(Reply reply, int from) {
        return new Account(reply.text(from), reply.number(from + 1), reply.number(from + 2), reply.number(from + 3));
    }

    private List<String> with(String key) {
        return List.of(columns.get(0), columns.get(1), columns.get(2), key);
    }

    private String reservation(String id) {
        return keys.each("reservation", id);
    }

    private static void requireOk(String operation, String reservation, Reply reply) {
        if (!reply.word().equals("OK")) {
            throw refusal(operation, reservation, reply);
        }
    }

    private static RuntimeException refusal(String operation, String id, Reply reply) {
        return switch (reply.word()) {
            case "UNKNOWN" -> new UnknownAccountException(reply.text(1));
            case "TOO_LARGE" -> LedgerRules.tooLarge(reply.text(1));
            case "STATE" -> new ReservationStateException(operation, id, reply.text(1));
            case "CONFLICT" -> new ReservationConflictException(operation, id);
            default -> throw reply.unexpected();
        };
    }
}
