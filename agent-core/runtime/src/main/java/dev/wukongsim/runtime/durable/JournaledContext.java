package dev.wukongsim.runtime.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A durable context over a {@link Journal}: what is already written down is answered from there, the rest is done and
 * written down.
 */
public final class JournaledContext implements DurableContext {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Journal journal;
    private final String task;
    private final Timer timer;
    private final RandomGenerator random;
    private final long epoch;
    private final Map<Integer, JournalRow> past = new TreeMap<>();
    private int sequence;

    /** Claim the task and read what it has done so far. */
    public JournaledContext(Journal journal, String task, Timer timer, RandomGenerator random) {
        this.journal = journal;
        this.task = task;
        this.timer = timer;
        this.random = random;
        this.epoch = journal.claim(task);
        journal.rows(task).forEach(row -> past.put(row.sequence(), row));
    }

    @Override
    public <T> T step(String name, Object arguments, Repeat repeat, Class<T> resultType, StepBody<T> body) {
        sequence++;
        String hash = hash(arguments);
        JournalRow before = past.get(sequence);
        if (before == null) {
            return run(name, hash, 1, resultType, body);
        }
        if (!before.name().equals(name) || !before.argumentsHash().equals(hash)) {
            throw new NonDeterministicReplayException(task, sequence, before.name(), name);
        }
        if (before.result() != null) {
            return read(before.result(), resultType);
        }
        if (repeat == Repeat.UNSAFE) {
            throw new InDoubtException(task, sequence, name);
        }
        return run(name, hash, before.attempt() + 1, resultType, body);
    }

    private <T> T run(String name, String hash, int attempt, Class<T> resultType, StepBody<T> body) {
        journal.write(task, new JournalRow(sequence, name, hash, JournalRow.State.INTENT, attempt, epoch, null));
        T result = body.run(new Attempt(task, sequence, attempt));
        String json = json(result);
        journal.write(task, new JournalRow(sequence, name, hash, JournalRow.State.DONE, attempt, epoch, json));
        return read(json, resultType);
    }

    @Override
    public <T> Optional<T> await(String signal, Class<T> payloadType, Duration atMost) {
        Instant deadline = now().plus(atMost);
        while (true) {
            Optional<String> payload = journal.signal(task, signal);
            if (payload.isPresent()) {
                return payload.map(json -> read(json, payloadType));
            }
            if (!timer.now().isBefore(deadline)) {
                return Optional.empty();
            }
            Instant next = timer.now().plus(POLL);
            timer.waitUntil(next.isBefore(deadline) ? next : deadline);
        }
    }

    @Override
    public void sleep(Duration duration) {
        timer.waitUntil(now().plus(duration));
    }

    @Override
    public Instant now() {
        return value("now", Instant.class, attempt -> timer.now());
    }

    @Override
    public UUID uuid() {
        return value("uuid", UUID.class, attempt -> new UUID(random.nextLong(), random.nextLong()));
    }

    @Override
    public long random() {
        return value("random", Long.class, attempt -> random.nextLong());
    }

    @Override
    public long epoch() {
        return epoch;
    }

    private <T> T value(String name, Class<T> type, StepBody<T> body) {
        return step(name, Map.of(), Repeat.SAFE, type, body);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Value of " + value.getClass() + " does not survive JSON", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Journalled value is no " + type.getSimpleName() + ": " + json, e);
        }
    }

    private static String hash(Object arguments) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(json(arguments).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
