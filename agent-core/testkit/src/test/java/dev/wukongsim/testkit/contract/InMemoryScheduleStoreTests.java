package dev.wukongsim.testkit.contract;

import dev.wukongsim.schedule.InMemoryScheduleStore;
import dev.wukongsim.schedule.ScheduleStore;

class InMemoryScheduleStoreTests extends ScheduleStoreContract {

    @Override
    protected ScheduleStore create() {
        return new InMemoryScheduleStore();
    }
}
