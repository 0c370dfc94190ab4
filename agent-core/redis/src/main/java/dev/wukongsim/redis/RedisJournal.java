package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.DocumentConflictException;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.RowText;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.memory.MemoryConflictException;
import dev.wukongsim.runtime.tool.Draft;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A journal in Redis; each operation is one function call, so that a step and all its effects are written or nothing is. */
final class RedisJournal implements Journal {

    private static final String ALERTS = "!";
    private static final String ENDED = "ended";
    private static final String LATEST = "latest";

    private final RedisLink link;
    private final Keys keys;
    private final InstantSource clock;

    RedisJournal(RedisLink link, Keys keys, InstantSource clock) {
        this.link = link;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public long claim(String task) {
        return link.call(redis -> redis.incr(keys.each("epoch", task)));
    }

    @Override
    public List<JournalRow> rows(String task) {
        Map<String, String> fields = link.call(redis -> redis.hgetall(keys.each("rows", task)));
        return fields.keySet().stream()
                .filter(field -> !field.endsWith(ALERTS) && !field.equals(ENDED))
                .map(Integer::parseInt)
                .map(sequence -> row(task, sequence, fields))
                .sorted(Comparator.comparingInt(JournalRow::sequence))
                .toList();
    }

    private static JournalRow row(String task, int sequence, Map<String, String> fields) {
        JournalRow row = RowText.read(task, sequence, fields.getOrDefault(Integer.toString(sequence), ""));
        String told = fields.get(sequence + ALERTS);
        return told == null ? row : row.withAlerts(LedgerLines.alerts(List.of(told.split("\n"))));
    }

    @Override
    public void begin(String task, JournalRow intent, @Nullable Wait opens) {
        Reply reply = link.change(
                "begin",
                JournalArguments.keys(keys, task, Effects.none()),
                JournalArguments.begin(task, intent, opens));
        requireCurrent(task, intent, reply);
    }

    @Override
    public List<Alerted> commit(String task, JournalRow done, Effects effects) {
        Reply reply = link.change(
                "commit",
                JournalArguments.keys(keys, task, effects),
                JournalArguments.commit(task, done, effects, clock.millis()));
        requireCurrent(task, done, reply);
        return switch (reply.word()) {
            case "OUTDATED" -> {
                Draft draft = effects.drafts().get(Math.toIntExact(reply.number(1)));
                throw new DocumentConflictException(draft.document(), draft.version(), reply.number(2));
            }
            case "CONFLICT" -> throw conflict(effects, Math.toIntExact(reply.number(1)));
            case "UNSETTLED" -> throw unsettled(effects, reply);
            default -> LedgerLines.alerts(reply.parts().subList(1, reply.parts().size()));
        };
    }

    private static void requireCurrent(String task, JournalRow row, Reply reply) {
        if (reply.word().equals("STALE")) {
            throw new StaleEpochException(task, row.epoch(), reply.number(1));
        }
    }

    private static RuntimeException conflict(Effects effects, int present) {
        Effects.Append append = effects.append();
        return append == null
                ? new IllegalStateException("Nothing was to be appended")
                : new MemoryConflictException(append.session(), append.seen(), present);
    }

    /** What the ledger says to the settlement. */
    private static RuntimeException unsettled(Effects effects, Reply reply) {
        String reservation = effects.due() == null ? "" : effects.due().reservation();
        LedgerReply.of("settle", reservation, reply.from(1));
        return reply.unexpected();
    }

    @Override
    public Delivery signal(String task, String name, String payload) {
        return deliver(task, name, payload, "");
    }

    @Override
    public Delivery answer(Wait wait, String payload) {
        return deliver(wait.task(), wait.signal(), payload, wait.id());
    }

    private Delivery deliver(String task, String name, String payload, String wait) {
        return delivery(link.change("signal", JournalArguments.keys(keys, task, Effects.none()), name, payload, wait));
    }

    private static Delivery delivery(Reply reply) {
        return switch (reply.word()) {
            case "EARLIER" -> new Delivery.Earlier(reply.text(1));
            case "LATE" -> new Delivery.TooLate();
            default -> new Delivery.Accepted();
        };
    }

    @Override
    public Optional<String> signal(String task, String name) {
        return Optional.ofNullable(link.call(redis -> redis.hget(keys.each("signals", task), name)));
    }

    @Override
    public Delivery cancel(String task, Cancellation cancellation) {
        String json = Canonical.json(cancellation);
        return delivery(link.change("cancel", JournalArguments.keys(keys, task, Effects.none()), CANCEL, json, task));
    }

    @Override
    public List<Wait> waits() {
        return link.call(redis -> redis.hvals(keys.one("waits"))).stream()
                .map(RedisJournal::wait)
                .sorted(Comparator.comparing(Wait::since).thenComparing(wait -> wait.id()))
                .toList();
    }

    @Override
    public Optional<Wait> pastWait(String id) {
        return Optional.ofNullable(link.call(redis -> redis.hget(keys.one("waits:past"), id)))
                .map(RedisJournal::wait);
    }

    private static Wait wait(String json) {
        return Canonical.read(json, Wait.class);
    }

    @Override
    public Optional<Draft> latest(String document) {
        return Optional.ofNullable(link.call(redis -> redis.hget(keys.each("document", document), LATEST)))
                .flatMap(version -> version(document, Long.parseLong(version)));
    }

    @Override
    public Optional<Draft> version(String document, long version) {
        return Optional.ofNullable(
                        link.call(redis -> redis.hget(keys.each("document", document), Long.toString(version))))
                .map(content -> new Draft(document, version, content));
    }
}
