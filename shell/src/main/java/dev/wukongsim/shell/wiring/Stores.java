package dev.wukongsim.shell.wiring;

import dev.wukongsim.redis.RedisStores;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.memory.MemoryStore;
import org.jspecify.annotations.Nullable;

/** The Redis of this process: the embedded one, or the one that is configured. */
public final class Stores implements AutoCloseable {

    private static final String TENANT = "wukong";

    private final @Nullable EmbeddedRedis server;
    private final RedisStores stores;

    private Stores(@Nullable EmbeddedRedis server, RedisStores stores) {
        this.server = server;
        this.stores = stores;
    }

    static Stores open(WukongProperties properties, DataFolder data) {
        if (properties.redis() != null && !properties.redis().isBlank()) {
            return new Stores(null, RedisStores.connect(properties.redis(), TENANT));
        }
        EmbeddedRedis server = EmbeddedRedis.open(data.redis());
        try {
            return new Stores(server, RedisStores.connect(server.uri(), TENANT));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public TokenLedger ledger() {
        return stores.ledger();
    }

    public MemoryStore memory() {
        return stores.memory();
    }

    public Journal journal() {
        return stores.journal();
    }

    @Override
    public void close() {
        stores.close();
        if (server != null) {
            server.close();
        }
    }
}
