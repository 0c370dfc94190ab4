package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
        accounts.replaceAll((id, account) -> new Account(
                id, account.unit(), account.limit(), account.spent(), held(id), account.alerted(), account.state()));
        return accounts;
    }

    private long held(String account) {
        return open().stream()
                .map(open -> parts(open, open.granted()))
                .mapToLong(parts -> parts.getOrDefault(account, 0L))
                .sum();
    }

    /** What each account bears of an amount: on the path all of it, of the sources one unit after the other. */
    private Map<String, Long> parts(Reservation reservation, Amount amount) {
        Map<String, Account> accounts = LedgerReplay.accounts(books);
        Funding funding = reservation.request().funding();
        Map<String, Long> parts = new LinkedHashMap<>();
        funding.path().forEach(id -> parts.put(id, amount.in(accounts.get(id).unit())));
        if (!funding.sources().isEmpty()) {
            long all = amount.in(accounts.get(funding.sources().getFirst()).unit());
            parts.putAll(oneByOne(funding.sources(), all, reservation.taken()));
        }
        return parts;
    }

    /** Each unit is paid by the first source that has not paid its most, or else by the last one. */
    private static Map<String, Long> oneByOne(List<String> sources, long all, List<Long> most) {
        Map<String, Long> paid = new LinkedHashMap<>();
        sources.forEach(id -> paid.put(id, 0L));
        for (long unit = 0; unit < all; unit++) {
            int payer = 0;
            while (payer < sources.size() - 1 && paid.get(sources.get(payer)) >= most.get(payer)) {
                payer++;
            }
            paid.merge(sources.get(payer), 1L, Long::sum);
        }
        return paid;
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

    String open(String id, Unit unit, long limit) {
        Account before = accounts().get(id);
        if (before == null) {
            books.add(new LedgerEntry.Opened(next(), now, id, unit, limit));
            return "OK";
        }
        if (before.unit() != unit) {
            return "ILLEGAL";
        }
        if (changeable(id).equals("OK")) {
            raise(id, Cause.POLICY, limit - openedWith(id), LedgerRules.policyReason(unit, limit));
        }
        return "OK";
    }

    private long openedWith(String id) {
        long limit = 0;
        for (LedgerEntry entry : books) {
            if (entry instanceof LedgerEntry.Opened opened && opened.account().equals(id)) {
                limit = opened.limit();
            }
            if (entry instanceof LedgerEntry.LimitChanged change
                    && change.account().equals(id)
                    && change.cause() == Cause.POLICY) {
                limit += change.added();
            }
        }
        return limit;
    }

    String reserve(String id, Request request, Duration lease) {
        expire();
        Reservation before = reservations.get(id);
        if (before != null) {
            return !before.state().holds()
                    ? "STATE"
                    : before.request().equals(request) ? "GRANTED " + before.granted() : "CONFLICT";
        }
        Map<String, Account> accounts = accounts();
        if (!accounts.keySet().containsAll(request.accounts())) {
            return "UNKNOWN";
        }
        List<String> sources = request.funding().sources();
        if (sources.stream().map(each -> accounts.get(each).unit()).distinct().count() > 1) {
            return "ILLEGAL";
        }
        for (String name : request.accounts()) {
            Account account = accounts.get(name);
            boolean priced =
                    account.unit() == Unit.TOKENS || request.wanted().micros().isPresent();
            boolean fits = sources.contains(name)
                    || !request.enforced()
                    || !priced
                    || account.available() >= request.minimum().in(account.unit());
            if (account.state() != AccountState.OPEN || !priced || !fits) {
                return "REFUSED " + name;
            }
        }
        if (!sources.isEmpty() && request.enforced()) {
            Unit unit = accounts.get(sources.getFirst()).unit();
            if (together(sources, accounts) < request.minimum().in(unit)) {
                return "REFUSED " + sources.getLast();
            }
        }
        OptionalLong micros = request.wanted().micros().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(granted(request, accounts, Unit.MICROS));
        Amount granted = new Amount(granted(request, accounts, Unit.TOKENS), micros);
        put(new Reservation(
                id,
                request,
                granted,
                taken(request, accounts, granted),
                ReservationState.HELD,
                now.plus(lease),
                new Amount(0, micros.isEmpty() ? micros : OptionalLong.of(0)),
                Usage.NONE));
        return "GRANTED " + granted;
    }

    private static long together(List<String> sources, Map<String, Account> accounts) {
        return sources.stream()
                .mapToLong(id -> Math.max(0, accounts.get(id).available()))
                .sum();
    }

    private static long granted(Request request, Map<String, Account> accounts, Unit unit) {
        long least = request.wanted().in(unit);
        if (!request.enforced()) {
            return least;
        }
        for (String id : request.funding().path()) {
            least = accounts.get(id).unit() == unit
                    ? Math.min(least, accounts.get(id).available())
                    : least;
        }
        List<String> sources = request.funding().sources();
        boolean counts = !sources.isEmpty() && accounts.get(sources.getFirst()).unit() == unit;
        return counts ? Math.min(least, together(sources, accounts)) : least;
    }

    private static List<Long> taken(Request request, Map<String, Account> accounts, Amount granted) {
        List<String> sources = request.funding().sources();
        if (sources.isEmpty()) {
            return List.of();
        }
        List<Long> rooms = sources.stream()
                .map(id -> Math.max(0, accounts.get(id).available()))
                .toList();
        long all = granted.in(accounts.get(sources.getFirst()).unit());
        return List.copyOf(oneByOne(sources, all, rooms).values());
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
                id,
                before.request(),
                before.granted(),
                before.taken(),
                before.state(),
                end,
                before.charged(),
                before.usage()));
        return "OK";
    }

    String settle(String id, Usage usage, OptionalLong micros) {
        Reservation before = reservations.get(id);
        if (before == null) {
            return "STATE";
        }
        Amount total = new Amount(
                usage.total(), micros.isPresent() ? micros : before.granted().micros());
        if (before.state() != ReservationState.SETTLED) {
            boolean held = before.state().holds();
            return (held ? "CHARGED" : "LATE")
                    + charge(before, held ? Charged.Kind.SET : Charged.Kind.LATE, total, usage);
        }
        boolean same = usage.equals(before.usage()) && total.equals(before.charged());
        if (usage.estimated() || same) {
            return "REPLAYED[]";
        }
        if (!before.usage().estimated()) {
            return "CONFLICT";
        }
        return "ADJUSTED" + charge(before, Charged.Kind.ADJ, total, usage);
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
        return raise(id, Cause.TOPUP, tokens, "test");
    }

    String setLimit(String id, long limit) {
        Account account = accounts().get(id);
        return raise(id, Cause.LIMIT, account == null ? 0 : limit - account.limit(), "test");
    }

    String transfer(String from, String to, long tokens) {
        for (String id : List.of(from, to)) {
            String answer = changeable(id);
            if (!answer.equals("OK")) {
                return answer;
            }
        }
        if (accounts().get(from).unit() != accounts().get(to).unit()) {
            return "ILLEGAL";
        }
        if (accounts().get(from).available() < tokens) {
            return "ILLEGAL";
        }
        raise(from, Cause.TRANSFER, -tokens, "test");
        return raise(to, Cause.TRANSFER, tokens, "test");
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

    private String raise(String id, Cause cause, long tokens, String reason) {
        String answer = changeable(id);
        if (answer.equals("OK") && tokens != 0) {
            books.add(new LedgerEntry.LimitChanged(next(), now, cause, id, tokens, reason));
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
                id,
                before.request(),
                before.granted(),
                before.taken(),
                to,
                before.leaseEnd(),
                before.charged(),
                before.usage()));
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

    /** The alerts that this raises. */
    private List<Integer> charge(Reservation before, Charged.Kind kind, Amount total, Usage usage) {
        Map<String, Long> past = parts(before, before.charged());
        List<Share> shares = new ArrayList<>();
        parts(before, total).forEach((id, part) -> shares.add(new Share(id, part - past.get(id))));
        OptionalLong more = total.micros().isEmpty()
                ? total.micros()
                : OptionalLong.of(
                        total.micros().getAsLong() - before.charged().micros().orElse(0));
        Amount amount = new Amount(total.tokens() - before.charged().tokens(), more);
        books.add(new Charged(next(), now, kind, before.id(), amount, shares, usage));
        put(new Reservation(
                before.id(),
                before.request(),
                before.granted(),
                before.taken(),
                ReservationState.SETTLED,
                before.leaseEnd(),
                total,
                usage));
        int length = books.size();
        before.request().accounts().forEach(this::alert);
        return books.subList(length, books.size()).stream()
                .map(entry -> ((LedgerEntry.Alerted) entry).percent())
                .toList();
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
                    && change.added() > 0) {
                last = Math.min(
                        last,
                        highest(LedgerReplay.accounts(books.subList(0, i + 1)).get(id)));
            }
        }
        return last;
    }

    private static int highest(Account account) {
        long percent = account.spent() == 0 ? 0 : account.limit() <= 0 ? 100 : account.spent() * 100 / account.limit();
        return percent >= 100 ? 100 : percent >= 80 ? 80 : percent >= 50 ? 50 : 0;
    }

    private void put(Reservation reservation) {
        reservations.put(reservation.id(), reservation);
    }

    private long next() {
        return books.size() + 1L;
    }
}
