package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A ledger in Redis; each operation is one function call, so all accounts of a path change together or not at all. */
final class RedisTokenLedger implements TokenLedger {

    private static final String RETENTION = Long.toString(LedgerRules.RETENTION.toMillis());

    private final RedisLink link;
    private final InstantSource clock;
    private final List<String> keys;

    RedisTokenLedger(RedisLink link, Keys tenant, InstantSource clock) {
        this.link = link;
        this.clock = clock;
        this.keys = Stream.of("accounts", "reservations", "leases", "ended", "clock", "entries")
                .map(kind -> tenant.one("ledger:" + kind))
                .toList();
    }

    @Override
    public Account open(String account, long limit) {
        LedgerRules.checkOpen(account, limit);
        return LedgerReply.of("open", account, link.change("open", keys, now(), account, text(limit)))
                .account();
    }

    @Override
    public ReserveAnswer reserve(String reservation, List<String> path, long wanted, long minimum, Duration lease) {
        LedgerRules.checkReserve(reservation, path, wanted, minimum, lease);
        Stream<String> request =
                Stream.of(now(), RETENTION, reservation, text(wanted), text(minimum), text(lease.toMillis()));
        String[] arguments = Stream.concat(request, path.stream()).toArray(String[]::new);
        return LedgerReply.of("reserve", reservation, link.change("reserve", keys, arguments))
                .answer(minimum);
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
    public Settlement settle(String reservation, Usage usage) {
        LedgerRules.checkSettle(reservation, usage);
        return changeReservation("settle", reservation, text(usage.total()), LedgerRows.text(usage))
                .settlement();
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
            Reply reply = LedgerReply.of("expire", "", link.change("expire", keys, now(), RETENTION))
                    .reply();
            ended += Math.toIntExact(reply.number(1));
            if (reply.text(2).equals("all")) {
                return ended;
            }
        }
    }

    @Override
    public Account topUp(String account, long tokens, String reason) {
        LedgerRules.checkTopUp(account, tokens, reason);
        return changeLimit("top up", "TOPUP", account, tokens, reason);
    }

    @Override
    public Account setLimit(String account, long limit, String reason) {
        LedgerRules.checkLimit(account, limit, reason);
        return changeLimit("change", "LIMIT", account, limit, reason);
    }

    private Account changeLimit(String operation, String kind, String account, long tokens, String reason) {
        Reply reply = link.change("change_limit", keys, now(), kind, account, text(tokens), reason);
        return LedgerReply.of(operation, account, reply).account();
    }

    @Override
    public void transfer(String from, String to, long tokens, String reason) {
        LedgerRules.checkTransfer(from, to, tokens, reason);
        Reply reply = link.change("transfer", keys, now(), from, to, text(tokens), reason);
        if (reply.word().equals("TOO_LITTLE")) {
            throw LedgerRules.tooLittle(LedgerRows.account(reply, 1), tokens);
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
        Reply reply = link.look("account", keys, account);
        return reply.word().equals("UNKNOWN")
                ? Optional.empty()
                : Optional.of(LedgerReply.of("read", account, reply).account());
    }

    @Override
    public Collection<Account> accounts() {
        return LedgerReply.of("read", "", link.look("accounts", keys)).accounts();
    }

    @Override
    public Snapshot snapshot(List<String> path) {
        return LedgerReply.of("read", "", link.look("snapshot", keys, path.toArray(String[]::new)))
                .snapshot(path.size());
    }

    @Override
    public Optional<Reservation> reservation(String id) {
        Reply reply =
                LedgerReply.of("read", id, link.look("reservation", keys, id)).reply();
        return reply.word().equals("NONE") ? Optional.empty() : Optional.of(LedgerRows.reservation(reply, 1));
    }

    @Override
    public List<LedgerEntry> entries(long after, int count) {
        LedgerRules.checkEntries(after, count);
        Range<String> range = Range.from(Range.Boundary.excluding("0-" + after), Range.Boundary.unbounded());
        return link.call(redis -> redis.xrange(keys.getLast(), range, Limit.from(count))).stream()
                .map(LedgerRows::entry)
                .toList();
    }

    private String now() {
        return text(clock.millis());
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
