package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerErrors;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A ledger in Redis; each operation is one function call, so all accounts of a path change together or not at all. */
final class RedisTokenLedger implements TokenLedger {

    /** The field beside the accounts that keeps the ledger's time; no account has an id like that. */
    private static final String TIME = "the time";

    private static final int ACCOUNTS = 0;
    private static final int RESERVATIONS = 1;

    private final RedisLink link;
    private final InstantSource clock;
    private final List<String> keys;

    RedisTokenLedger(RedisLink link, Keys tenant, InstantSource clock) {
        this.link = link;
        this.clock = clock;
        this.keys = keys(tenant);
    }

    /** The keys of a tenant's ledger, in the order in which its functions know them. */
    static List<String> keys(Keys tenant) {
        return Stream.of("accounts", "reservations", "due", "entries")
                .map(kind -> tenant.one("ledger:" + kind))
                .toList();
    }

    @Override
    public Account open(String account, Unit unit, long limit) {
        LedgerRules.checkOpen(account, unit, limit);
        String counted = unit.name().toLowerCase(Locale.ROOT);
        String reason = LedgerRules.policyReason(unit, limit);
        return LedgerReply.of("open", account, link.change("open", keys, now(), account, counted, text(limit), reason))
                .account();
    }

    @Override
    public ReserveAnswer reserve(String reservation, Request request, Duration lease) {
        LedgerRules.checkReserve(reservation, request, lease);
        Stream<String> question = Stream.concat(Stream.of(text(lease.toMillis())), LedgerRows.question(request));
        return changeReservation("reserve", reservation, question.toArray(String[]::new))
                .answer(request.minimum());
    }

    @Override
    public void dispatch(String reservation) {
        changeReservation("dispatch", reservation);
    }

    @Override
    public Instant extend(String reservation, Duration lease) {
        LedgerRules.checkLease(reservation, lease);
        return changeReservation("extend", reservation, text(lease.toMillis())).moment();
    }

    @Override
    public Settled settle(String reservation, Usage usage, OptionalLong micros) {
        LedgerRules.checkSettle(reservation, usage, micros);
        Amount total = new Amount(usage.total(), micros);
        return changeReservation("settle", reservation, LedgerRows.text(total), LedgerRows.text(usage))
                .settled();
    }

    @Override
    public void release(String reservation) {
        changeReservation("release", reservation);
    }

    private LedgerReply changeReservation(String operation, String id, String... arguments) {
        String[] all = Stream.concat(Stream.of(now(), id), Stream.of(arguments)).toArray(String[]::new);
        return LedgerReply.of(operation, id, link.change(operation, keys, all));
    }

    @Override
    public int expire() {
        int ended = 0;
        while (true) {
            Reply reply = LedgerReply.of("expire", "", link.change("expire", keys, now()))
                    .reply();
            ended += Math.toIntExact(reply.number(1));
            if (reply.text(2).equals("all")) {
                return ended;
            }
        }
    }

    @Override
    public Account topUp(String account, long amount, String reason) {
        LedgerRules.checkTopUp(account, amount, reason);
        return changeLimit("top up", "TOPUP", account, amount, reason);
    }

    @Override
    public Account setLimit(String account, long limit, String reason) {
        LedgerRules.checkLimit(account, limit, reason);
        return changeLimit("change", "LIMIT", account, limit, reason);
    }

    private Account changeLimit(String operation, String kind, String account, long amount, String reason) {
        Reply reply = link.change("change_limit", keys, now(), kind, account, text(amount), reason);
        return LedgerReply.of(operation, account, reply).account();
    }

    @Override
    public void transfer(String from, String to, long amount, String reason) {
        LedgerRules.checkTransfer(from, to, amount, reason);
        Reply reply = link.change("transfer", keys, now(), from, to, text(amount), reason);
        if (reply.word().equals("TOO_LITTLE")) {
            throw LedgerErrors.tooLittle(LedgerRows.account(reply.text(1), reply.text(2)), amount);
        }
        LedgerReply.of("transfer from or to", from, reply);
    }

    @Override
    public Account freeze(String account, String reason) {
        return turn("freeze", "frozen", account, reason);
    }

    @Override
    public Account thaw(String account, String reason) {
        return turn("thaw", "open", account, reason);
    }

    @Override
    public Account close(String account, String reason) {
        return turn("close", "closed", account, reason);
    }

    private Account turn(String operation, String state, String account, String reason) {
        LedgerRules.checkReason(account, reason);
        return LedgerReply.of(operation, account, link.change("turn", keys, now(), account, state, reason))
                .account();
    }

    @Override
    public Optional<Account> account(String account) {
        LedgerRules.checkAccounts(List.of(account));
        return row(ACCOUNTS, account).map(row -> LedgerRows.account(account, row));
    }

    @Override
    public Collection<Account> accounts() {
        return link.<Map<String, String>>call(redis -> redis.hgetall(keys.get(ACCOUNTS))).entrySet().stream()
                .filter(row -> !row.getKey().equals(TIME))
                .map(row -> LedgerRows.account(row.getKey(), row.getValue()))
                .sorted(Comparator.comparing(Account::id))
                .toList();
    }

    @Override
    public Snapshot snapshot(List<String> accounts) {
        LedgerRules.checkAccounts(accounts);
        return LedgerReply.of("read", "", link.look("snapshot", keys, accounts.toArray(String[]::new)))
                .snapshot(accounts.size());
    }

    @Override
    public Optional<Reservation> reservation(String id) {
        return row(RESERVATIONS, id).map(row -> LedgerRows.reservation(id, row));
    }

    private Optional<String> row(int key, String id) {
        return Optional.ofNullable(link.call(redis -> redis.hget(keys.get(key), id)));
    }

    @Override
    public List<LedgerEntry> entries(long after, int count) {
        LedgerRules.checkEntries(after, count);
        Range<String> range = Range.from(Range.Boundary.excluding(LedgerLines.name(after)), Range.Boundary.unbounded());
        return link.call(redis -> redis.xrange(keys.getLast(), range, Limit.from(count))).stream()
                .map(LedgerLines::entry)
                .toList();
    }

    private String now() {
        return text(clock.millis());
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
