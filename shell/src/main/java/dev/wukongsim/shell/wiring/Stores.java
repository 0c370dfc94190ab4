package dev.wukongsim.shell.wiring;

import dev.wukongsim.redis.RedisStores;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.runtime.metering.SpooledLedger;
import dev.wukongsim.schedule.ScheduleStore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The Redis of this process: the embedded one, or the one that is configured. */
public final class Stores implements AutoCloseable {

    private static final String TENANT = "wukong";

    private final @Nullable EmbeddedRedis server;
    private final RedisStores stores;
    private final TokenLedger ledger;

    private Stores(@Nullable EmbeddedRedis server, RedisStores stores, TokenLedger ledger) {
        this.server = server;
        this.stores = stores;
        this.ledger = ledger;
    }

    static Stores open(WukongProperties properties, DataFolder data) {
        if (properties.redis() != null && !properties.redis().isBlank()) {
            return connect(null, properties.redis(), () -> false, data);
        }
        EmbeddedRedis server = EmbeddedRedis.open(data.redis());
        try {
            return connect(server, server.uri(), server::isDiskFull, data);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Stores connect(
            @Nullable EmbeddedRedis server, String url, BooleanSupplier diskIsFull, DataFolder data) {
        RedisStores stores = RedisStores.connect(url, TENANT, diskIsFull);
        try {
            return new Stores(server, stores, SpooledLedger.over(stores.ledger(), data.settlements()));
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /** The ledger; what it cannot settle while the Redis is away is kept in the data folder. */
    public TokenLedger ledger() {
        return ledger;
    }

    public MemoryStore memory() {
        return stores.memory();
    }

    public Journal journal() {
        return stores.journal();
    }

    public ScheduleStore schedules() {
        return stores.schedules();
    }

    @Override
    public void close() {
        stores.close();
        if (server != null) {
            server.close();
        }
    }
}
