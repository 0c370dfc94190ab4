package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How accounts, reservations and what they are made of look in Redis: lines of words, which {@code ledger.lua} explains. */
final class LedgerRows {

    private static final String UNKNOWN = "-";
    private static final String ENFORCED = "enforced";

    private LedgerRows() {}

    static Account account(String id, String row) {
        return Words.read("account", id, row, words -> {
            long limit = words.number();
            long spent = words.count();
            long held = words.count();
            int alerted = Math.toIntExact(words.count());
            words.count();
            Unit unit = Unit.valueOf(upper(words.text()));
            AccountState state = AccountState.valueOf(upper(words.text()));
            return new Account(id, unit, limit, spent, held, alerted, state);
        });
    }

    static Reservation reservation(String id, String row) {
        return Words.read("reservation", id, row, words -> {
            ReservationState state = ReservationState.valueOf(upper(words.text()));
            Instant lease = words.moment();
            Amount charged = amount(words.text());
            Usage usage = usage(words.text());
            Amount granted = amount(words.text());
            List<Long> taken = numbers(words.text());
            return new Reservation(id, question(words), granted, taken, state, lease, charged, usage);
        });
    }

    /** The words of what is asked for; two requests are the same if their words are. */
    static Stream<String> question(Reservation.Request request) {
        Stream<String> numbers = Stream.of(
                text(request.wanted()),
                text(request.minimum()),
                request.enforced() ? ENFORCED : "audited",
                Integer.toString(request.funding().path().size()));
        return Stream.concat(numbers, request.accounts().stream());
    }

    private static Reservation.Request question(Words words) {
        Amount wanted = amount(words.text());
        Amount minimum = amount(words.text());
        boolean enforced = words.text().equals(ENFORCED);
        int levels = Math.toIntExact(words.number());
        List<String> accounts = words.rest();
        Funding funding = new Funding(accounts.subList(0, levels), accounts.subList(levels, accounts.size()));
        return new Reservation.Request(funding, wanted, minimum, enforced);
    }

    static String text(Amount amount) {
        OptionalLong micros = amount.micros();
        return amount.tokens() + "," + (micros.isPresent() ? Long.toString(micros.getAsLong()) : UNKNOWN);
    }

    static Amount amount(String word) {
        String[] numbers = word.split(",", 2);
        long tokens = Long.parseLong(numbers[0]);
        return numbers[1].equals(UNKNOWN) ? Amount.tokens(tokens) : Amount.of(tokens, Long.parseLong(numbers[1]));
    }

    static String text(Usage usage) {
        return usage.input() + "," + usage.cachedInput() + "," + usage.cacheWrite() + "," + usage.output() + ","
                + usage.reasoning() + "," + usage.calls() + "," + usage.estimated();
    }

    static Usage usage(String word) {
        String[] parts = word.split(",", -1);
        return new Usage(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Integer.parseInt(parts[5]),
                Boolean.parseBoolean(parts[6]));
    }

    private static List<Long> numbers(String word) {
        return word.equals(UNKNOWN)
                ? List.of()
                : Stream.of(word.split(",")).map(Long::valueOf).toList();
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
