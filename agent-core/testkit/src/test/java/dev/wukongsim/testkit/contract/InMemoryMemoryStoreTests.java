package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.memory.MemoryStore;

class InMemoryMemoryStoreTests extends MemoryStoreContract {

    @Override
    protected MemoryStore create() {
        return new InMemoryMemoryStore();
    }
}
