package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import dev.wukongsim.runtime.allowance.Grant;
import dev.wukongsim.runtime.allowance.Quota;
import dev.wukongsim.runtime.definition.BudgetFile;
import dev.wukongsim.tools.office.Employee;
import dev.wukongsim.tools.office.World;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BudgetPolicyTests {

    private static final Instant NOVEMBER = Instant.parse("2026-11-20T01:30:00Z");

    private final AllowancePolicy policy = BudgetFile.load(Path.of("expense-approval/budget.yaml"));

    @Test
    void hasAPlaceForEverybodyInTheCompany() {
        for (Employee employee :
                World.load(Path.of("expense-approval/world.yaml")).start().employees()) {
            assertThat(policy.resolve(employee.id(), employee.department(), "qwen", NOVEMBER))
                    .isInstanceOf(Grant.Allowed.class);
        }
    }

    @Test
    void givesLiNaMoreUntilTheMiddleOfDecember() {
        assertThat(seat(NOVEMBER)).isEqualTo(Quota.tokens(6_000_000));
        assertThat(seat(Instant.parse("2026-12-16T00:00:00Z"))).isEqualTo(Quota.tokens(3_000_000));
    }

    @Test
    void keepsTheCoderForTheEngineers() {
        assertThat(policy.resolve("xu.qiang", "engineering", "coder", NOVEMBER)).isInstanceOf(Grant.Allowed.class);
        assertThat(policy.resolve("zhou.tao", "finance", "coder", NOVEMBER)).isInstanceOf(Grant.Denied.class);
    }

    private Quota seat(Instant moment) {
        Grant.Allowed grant = (Grant.Allowed) policy.resolve("li.na", "sales", "qwen", moment);
        String account = grant.funding().sources().getFirst();
        return grant.openings().stream()
                .filter(opening -> opening.account().equals(account))
                .findFirst()
                .orElseThrow()
                .quota();
    }
}
