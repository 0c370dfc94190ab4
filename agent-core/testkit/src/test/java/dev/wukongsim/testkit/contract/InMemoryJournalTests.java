package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.Journal;

class InMemoryJournalTests extends JournalContract {

    @Override
    protected Journal create() {
        return new InMemoryJournal();
    }
}
