package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a ledger should do, without any regard for speed: it counts nothing, but derives every account from the books and
 * the open reservations whenever it is asked. An operation answers with one word.
 */
final class ReferenceLedger {

    private final List<LedgerEntry> books = new ArrayList<>();
    private final Map<String, Reservation> reservations = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;

    void at(Instant moment) {
        now = moment.isAfter(now) ? moment : now;
    }

    Map<String, Account> accounts() {
        Map<String, Account> accounts = new TreeMap<>(LedgerReplay.accounts(books));
        accounts.replaceAll(
                (id, account) -> new Account(id, account.limit(), account.spent(), held(id), account.state()));
        return accounts;
    }

    private long held(String account) {
        return open().stream()
                .filter(open -> open.request().path().contains(account))
                .mapToLong(Reservation::granted)
                .sum();
    }

    List<Reservation> open() {
        return reservations.values().stream()
                .filter(reservation -> reservation.state().holds())
                .sorted(Comparator.comparing(Reservation::leaseEnd).thenComparing(Reservation::id))
                .toList();
    }

    List<LedgerEntry> books() {
        return books;
    }

    String open(String id, long limit) {
        if (!accounts().containsKey(id)) {
            books.add(new LedgerEntry.Opened(next(), now, id, limit));
        }
        return "OK";
    }

    String reserve(String id, List<String> path, long wanted, long minimum, Duration lease) {
        expire();
        Reservation.Request request = new Reservation.Request(path, wanted, minimum);
        Reservation before = reservations.get(id);
        if (before != null) {
            return !before.state().holds()
                    ? "STATE"
                    : before.request().equals(request) ? "GRANTED " + before.granted() : "CONFLICT";
        }
        Map<String, Account> accounts = accounts();
        if (!accounts.keySet().containsAll(path)) {
            return "UNKNOWN";
        }
        for (String name : path) {
            Account account = accounts.get(name);
            if (account.state() != AccountState.OPEN || account.available() < minimum) {
                return "REFUSED " + name;
            }
        }
        long room = path.stream()
                .mapToLong(name -> accounts.get(name).available())
                .min()
                .orElseThrow();
        long granted = Math.min(wanted, room);
        put(new Reservation(id, request, granted, ReservationState.HELD, now.plus(lease), 0, Usage.NONE));
        return "GRANTED " + granted;
    }

    String dispatch(String id) {
        endIfDue(id);
        return change(id, ReservationState.INFLIGHT, ReservationState.HELD, ReservationState.INFLIGHT);
    }

    String extend(String id, Duration lease) {
        endIfDue(id);
        Reservation before = reservations.get(id);
        if (before == null || !before.state().holds()) {
            return "STATE";
        }
        Instant end = before.leaseEnd().isAfter(now.plus(lease)) ? before.leaseEnd() : now.plus(lease);
        put(new Reservation(
                id, before.request(), before.granted(), before.state(), end, before.charged(), before.usage()));
        return "OK";
    }

    String settle(String id, Usage usage) {
        Reservation before = reservations.get(id);
        if (before == null) {
            return "STATE";
        }
        if (before.state() != ReservationState.SETTLED) {
            boolean held = before.state().holds();
            charge(before, held ? Charged.Kind.SET : Charged.Kind.LATE, usage.total(), usage);
            return held ? "CHARGED" : "LATE";
        }
        if (usage.estimated() || usage.equals(before.usage())) {
            return "REPLAYED";
        }
        if (!before.usage().estimated()) {
            return "CONFLICT";
        }
        charge(before, Charged.Kind.ADJ, usage.total(), usage);
        return "ADJUSTED";
    }

    String release(String id) {
        Reservation before = reservations.get(id);
        boolean expired = before != null && before.state() == ReservationState.EXPIRED;
        return expired ? "OK" : change(id, ReservationState.RELEASED, ReservationState.HELD, ReservationState.RELEASED);
    }

    String expire() {
        List<Reservation> due =
                open().stream().filter(open -> !open.leaseEnd().isAfter(now)).toList();
        due.forEach(this::end);
        return "OK";
    }

    String topUp(String id, long tokens) {
        return raise(id, Cause.TOPUP, tokens);
    }

    String setLimit(String id, long limit) {
        Account account = accounts().get(id);
        return raise(id, Cause.LIMIT, account == null ? 0 : limit - account.limit());
    }

    String transfer(String from, String to, long tokens) {
        for (String id : List.of(from, to)) {
            String answer = changeable(id);
            if (!answer.equals("OK")) {
                return answer;
            }
        }
        if (accounts().get(from).available() < tokens) {
            return "REFUSED";
        }
        raise(from, Cause.TRANSFER, -tokens);
        return raise(to, Cause.TRANSFER, tokens);
    }

    String turn(String id, AccountState state) {
        Account account = accounts().get(id);
        if (account == null) {
            return "UNKNOWN";
        }
        if (!changeable(id).equals("OK")) {
            return state == AccountState.CLOSED ? "OK" : "ACCOUNT";
        }
        if (account.state() != state) {
            books.add(new LedgerEntry.StateChanged(next(), now, id, state, "test"));
        }
        return "OK";
    }

    private String raise(String id, Cause cause, long tokens) {
        String answer = changeable(id);
        if (answer.equals("OK") && tokens != 0) {
            books.add(new LedgerEntry.LimitChanged(next(), now, cause, id, tokens, "test"));
            alert(id);
        }
        return answer;
    }

    private String changeable(String id) {
        Account account = accounts().get(id);
        if (account == null) {
            return "UNKNOWN";
        }
        return account.state() == AccountState.OPEN || account.state() == AccountState.FROZEN ? "OK" : "ACCOUNT";
    }

    private String change(String id, ReservationState to, ReservationState... from) {
        Reservation before = reservations.get(id);
        if (before == null || !List.of(from).contains(before.state())) {
            return "STATE";
        }
        put(new Reservation(
                id, before.request(), before.granted(), to, before.leaseEnd(), before.charged(), before.usage()));
        return "OK";
    }

    private void endIfDue(String id) {
        Reservation before = reservations.get(id);
        if (before != null && before.state().holds() && !before.leaseEnd().isAfter(now)) {
            end(before);
        }
    }

    private void end(Reservation due) {
        if (due.state() == ReservationState.HELD) {
            change(due.id(), ReservationState.EXPIRED, ReservationState.HELD);
        } else {
            charge(due, Charged.Kind.SET, due.granted(), Usage.estimate(0, 0));
        }
    }

    private void charge(Reservation before, Charged.Kind kind, long total, Usage usage) {
        List<String> path = before.request().path();
        long tokens = total - before.charged();
        books.add(new Charged(next(), now, kind, before.id(), path, tokens, usage));
        put(new Reservation(
                before.id(),
                before.request(),
                before.granted(),
                ReservationState.SETTLED,
                before.leaseEnd(),
                total,
                usage));
        path.forEach(this::alert);
    }

    /** Tells what the history of the account says is not told yet. */
    private void alert(String id) {
        Account account = accounts().get(id);
        for (int percent : new int[] {50, 80, 100}) {
            if (account.spent() > 0 && account.spent() * 100 >= account.limit() * percent && lastAlert(id) < percent) {
                books.add(new LedgerEntry.Alerted(next(), now, id, percent, account.spent(), account.limit()));
            }
        }
    }

    private int lastAlert(String id) {
        int last = 0;
        for (int i = 0; i < books.size(); i++) {
            LedgerEntry entry = books.get(i);
            if (entry instanceof LedgerEntry.Alerted alert && alert.account().equals(id)) {
                last = alert.percent();
            }
            if (entry instanceof LedgerEntry.LimitChanged change
                    && change.account().equals(id)
                    && change.tokens() > 0) {
                last = Math.min(
                        last,
                        highest(LedgerReplay.accounts(books.subList(0, i + 1)).get(id)));
            }
        }
        return last;
    }

    private static int highest(Account account) {
        long percent = account.spent() == 0 ? 0 : account.limit() == 0 ? 100 : account.spent() * 100 / account.limit();
        return percent >= 100 ? 100 : percent >= 80 ? 80 : percent >= 50 ? 50 : 0;
    }

    private void put(Reservation reservation) {
        reservations.put(reservation.id(), reservation);
    }

    private long next() {
        return books.size() + 1L;
    }
}
