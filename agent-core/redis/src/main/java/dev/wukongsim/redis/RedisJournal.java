package dev.wukongsim.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.StaleEpochException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A journal in Redis: for each task its epoch, a hash of rows in JSON by sequence, and a hash of signals. */
final class RedisJournal implements Journal {

    private static final JsonMapper JSON = new JsonMapper();

    private final RedisLink link;
    private final Keys keys;

    RedisJournal(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    @Override
    public long claim(String task) {
        return link.call(redis -> redis.incr(epoch(task)));
    }

    @Override
    public List<JournalRow> rows(String task) {
        return link.call(redis -> redis.hvals(rowsKey(task))).stream()
                .map(RedisJournal::row)
                .sorted(Comparator.comparingInt(JournalRow::sequence))
                .toList();
    }

    @Override
    public void write(String task, JournalRow row) {
        Reply reply = link.change(
                "write",
                List.of(epoch(task), rowsKey(task)),
                Long.toString(row.epoch()),
                Integer.toString(row.sequence()),
                json(row));
        if (reply.word().equals("STALE")) {
            throw new StaleEpochException(task, row.epoch(), reply.number(1));
        }
    }

    @Override
    public void signal(String task, String name, String payload) {
        link.call(redis -> redis.hsetnx(signals(task), name, payload));
    }

    @Override
    public Optional<String> signal(String task, String name) {
        return Optional.ofNullable(link.call(redis -> redis.hget(signals(task), name)));
    }

    private String epoch(String task) {
        return keys.each("epoch", task);
    }

    private String rowsKey(String task) {
        return keys.each("rows", task);
    }

    private String signals(String task) {
        return keys.each("signals", task);
    }

    private static String json(JournalRow row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every journal row is JSON", e);
        }
    }

    private static JournalRow row(String json) {
        try {
            return JSON.readValue(json, JournalRow.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Redis holds what is no journal row: " + json, e);
        }
    }
}
