package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.schedule.ScheduleStore;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Everything a runner keeps, in one Redis of version 7.0 or newer: a single one, behind Sentinels, or a Cluster.
 * Thread-safe; all threads share one connection. What an operation throws when the Redis is out of reach is a
 * {@link RedisUnavailableException}, after two seconds at the latest, or the {@code timeout} of the URL; the next
 * operation tries again.
 *
 * <pre>{@code
 * try (RedisStores stores = RedisStores.connect("redis://127.0.0.1:6379", "wukong")) {
 *     AgentRunner runner = AgentRunner.builder(model)
 *             .ledger(stores.ledger()).memory(stores.memory()).journal(stores.journal())
 *             .build();
 * }
 * }</pre>
 */
public final class RedisStores implements AutoCloseable {

    private final RedisLink link;
    private final TokenLedger ledger;
    private final MemoryStore memory;
    private final Journal journal;
    private final ScheduleStore schedules;

    private RedisStores(RedisLink link, Keys keys) {
        this.link = link;
        this.ledger = new RedisTokenLedger(link, keys, InstantSource.system());
        this.memory = new RedisMemoryStore(link, keys);
        this.journal = new RedisJournal(link, keys, InstantSource.system());
        this.schedules = new RedisScheduleStore(link, keys);
    }

    /**
     * Connect to the Redis of this URL.
     *
     * @param url such as {@code redis://:PASSWORD@HOST:PORT}, {@code rediss://…} or {@code redis-sentinel://…}
     * @param tenant whose data; letters, digits, dots, underscores and hyphens. Tenants share nothing
     * @throws RedisUnavailableException if the URL is wrong or the Redis cannot be used; the message says why and what to
     *     do
     * @throws IllegalArgumentException if the tenant is wrong
     */
    public static RedisStores connect(String url, String tenant) {
        return connect(url, tenant, () -> false);
    }

    /**
     * Connect as {@link #connect(String, String)} does.
     *
     * @param diskIsFull whether the disk under its data is full, asked when it is lost
     */
    public static RedisStores connect(String url, String tenant, BooleanSupplier diskIsFull) {
        Keys keys = new Keys(tenant);
        return new RedisStores(RedisLink.to(RedisAddress.parse(url), diskIsFull), keys);
    }

    public TokenLedger ledger() {
        return ledger;
    }

    public MemoryStore memory() {
        return memory;
    }

    public Journal journal() {
        return journal;
    }

    public ScheduleStore schedules() {
        return schedules;
    }

    @Override
    public void close() {
        link.close();
    }
}
