package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Account;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewTests {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private final List<BurnDown> all = new ArrayList<>();

    @Test
    void goesFromTheWidestToTheNarrowestAndToTheLatestTenTasks() {
        for (int i = 10; i < 23; i++) {
            add("task:t-" + i);
        }
        add("pack:q4", "employee:li.na:qwen:2026-11", "employee:chen.jing:qwen:2026-11", "organisation:2026-11");
        add("organisation:2026-10", "department:sales:2026-11");

        Overview overview = Overview.latest(all);

        assertThat(ids(overview))
                .startsWith(
                        "organisation:2026-11",
                        "department:sales:2026-11",
                        "employee:chen.jing:qwen:2026-11",
                        "employee:li.na:qwen:2026-11",
                        "pack:q4",
                        "task:t-22",
                        "task:t-21")
                .endsWith("task:t-13")
                .hasSize(15);
        assertThat(overview.hiddenTasks()).isEqualTo(3);
        assertThat(overview.hiddenPast()).isEqualTo(1);
    }

    @Test
    void leavesNothingOutOfAll() {
        add("task:t-1", "organisation:2026-10", "organisation:2026-11", "moon");

        assertThat(ids(Overview.all(all)))
                .containsExactly("organisation:2026-10", "organisation:2026-11", "task:t-1", "moon");
    }

    private void add(String... ids) {
        for (String id : ids) {
            all.add(BurnDown.of(new Account(id, 10, 0, 0), Spending.NONE, NOW, ZoneOffset.UTC));
        }
    }

    private static List<String> ids(Overview overview) {
        return overview.shown().stream().map(one -> one.account().id()).toList();
    }
}
