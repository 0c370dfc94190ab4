package dev.wukongsim.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Department;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Exemption;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Pack;
import dev.wukongsim.runtime.allowance.Quota;
import dev.wukongsim.runtime.budget.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetFileTests {

    private static final String GOOD = """
            kind: Budget
            zone: Asia/Shanghai
            organisation: { yuan: 20000 }
            employee:
              qwen: { tokens: 2000000 }
              wukong: { credits: 3.18 }
            departments:
              sales:
                limit: { yuan: 1234.567891 }
                products: [qwen]
                employee: { qwen: { tokens: 3000000 } }
              hr: {}
            employees:
              li.na:
                qwen: { tokens: 6000000, until: 2026-12-15 }
            packs:
              - { name: q4, department: sales, tokens: 500, expires: 2026-12-31 }
              - { name: reserve, yuan: 7, expires: 2027-01-31 }
            """;

    @TempDir
    private Path folder;

    @Test
    void readsEveryRule() throws IOException {
        assertThat(load(GOOD))
                .isEqualTo(new AllowancePolicy(
                        ZoneId.of("Asia/Shanghai"),
                        new Quota(Unit.MICROS, 20_000_000_000L),
                        Map.of("qwen", Quota.tokens(2_000_000), "wukong", new Quota(Unit.MICROS, 31_800)),
                        Map.of(
                                "sales",
                                new Department(
                                        new Quota(Unit.MICROS, 1_234_567_891),
                                        Set.of("qwen"),
                                        Map.of("qwen", Quota.tokens(3_000_000))),
                                "hr",
                                new Department(null, Set.of(), Map.of())),
                        Map.of(
                                "li.na",
                                Map.of("qwen", new Exemption(Quota.tokens(6_000_000), LocalDate.parse("2026-12-15")))),
                        List.of(
                                new Pack("q4", "sales", Quota.tokens(500), LocalDate.parse("2026-12-31")),
                                new Pack(
                                        "reserve",
                                        null,
                                        new Quota(Unit.MICROS, 7_000_000),
                                        LocalDate.parse("2027-01-31")))));
    }

    @Test
    void needsNoMoreThanAnOrganisationAndASeat() throws IOException {
        assertThat(load("kind: Budget\norganisation: { tokens: 9 }\nemployee: { qwen: { tokens: 1 } }\n"))
                .isEqualTo(AllowancePolicy.uniform(ZoneOffset.UTC, Quota.tokens(9), "qwen", Quota.tokens(1)));
    }

    @Test
    void namesEveryBreachOfTheSchema() throws IOException {
        assertThat(violations(GOOD.replace("tokens: 2000000", "tokens: -5")
                        .replace("hr: {}", "hr: { limits: { yuan: 1 } }")
                        .replace("name: reserve", "name: Reserve")))
                .extracting(Violation::line)
                .containsExactly(5, 12, 18);
    }

    @Test
    void namesEveryAmountThatIsNoneOrSeveralOrTooFine() throws IOException {
        assertThat(violations(GOOD.replace("{ yuan: 20000 }", "{}")
                        .replace("wukong: { credits: 3.18 }", "wukong: { credits: 3.18, yuan: 1 }")
                        .replace("1234.567891", "0.0000001")
                        .replace("Asia/Shanghai", "Asia/Atlantis")
                        .replace("name: reserve", "name: q4")
                        .replace("until: 2026-12-15", "until: 2026-02-29")
                        .replace("q4, department: sales", "q4, department: moon")))
                .extracting(Violation::toString)
                .map(text -> text.substring(text.indexOf("yaml:") + 5))
                .containsExactly(
                        "2:1: there is no time zone 'Asia/Atlantis'; one is 'Asia/Shanghai'",
                        "3:1: takes exactly one of 'tokens', 'yuan' and 'credits', not 0",
                        "6:3: takes exactly one of 'tokens', 'yuan' and 'credits', not 2",
                        "9:5: 0.0000001 yuan: must be below 9007199254.740991 with at most 6 decimals",
                        "15:30: there is no day '2026-02-29'; one is '2026-12-31'",
                        "17:17: there is no department 'moon'; departments: hr, sales",
                        "18:7: there is another pack 'q4'; names must differ");
    }

    @Test
    void namesProductsThatNobodyHasAndUnitsThatDoNotFit() throws IOException {
        assertThat(violations(GOOD.replace("products: [qwen]", "products: [qwem]")
                        .replace("tokens: 3000000", "yuan: 30")
                        .replace("    qwen: { tokens: 6000000", "    coder: { tokens: 6000000")))
                .extracting(Violation::toString)
                .map(text -> text.substring(text.indexOf("yaml:") + 5))
                .containsExactly(
                        "10:5: there is no product 'qwem' under any 'employee'; products: qwen, wukong",
                        "11:17: counts yuan, and 'qwen' counts tokens elsewhere in this file",
                        "15:5: there is no product 'coder' under any 'employee'; products: qwen, wukong");
    }

    @Test
    void namesAPackThatNoSeatCanDrawOn() throws IOException {
        assertThat(violations(GOOD.replace("wukong: { credits: 3.18 }", "wukong: { tokens: 3 }")))
                .singleElement()
                .hasToString(
                        folder.resolve("budget.yaml") + ":18:5: counts yuan, and no allowance of an employee does");
    }

    private AllowancePolicy load(String text) throws IOException {
        return BudgetFile.load(Files.writeString(folder.resolve("budget.yaml"), text));
    }

    private List<Violation> violations(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("budget.yaml"), text);
        return catchThrowableOfType(InvalidDefinitionException.class, () -> BudgetFile.load(file))
                .violations();
    }
}
