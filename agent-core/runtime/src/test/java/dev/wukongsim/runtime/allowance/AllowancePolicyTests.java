package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.allowance.AllowancePolicy.Department;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Exemption;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Pack;
import dev.wukongsim.runtime.allowance.Grant.Allowed;
import dev.wukongsim.runtime.allowance.Grant.Opening;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowancePolicyTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    private final AllowancePolicy policy = new AllowancePolicy(
            SHANGHAI,
            Quota.tokens(1_000_000),
            Map.of("qwen", Quota.tokens(100), "wukong", Quota.yuan(new BigDecimal("12.5"))),
            Map.of(
                    "sales",
                    new Department(Quota.tokens(5_000), Set.of("qwen", "wukong"), Map.of("qwen", Quota.tokens(200))),
                    "finance",
                    new Department(null, Set.of("qwen"), Map.of())),
            Map.of("li.na", Map.of("qwen", new Exemption(Quota.tokens(300), LocalDate.parse("2026-11-24")))),
            List.of(
                    new Pack("year", null, Quota.tokens(70), LocalDate.parse("2026-12-31")),
                    new Pack("november", "sales", Quota.tokens(50), LocalDate.parse("2026-11-30")),
                    new Pack("coins", null, Quota.yuan(BigDecimal.ONE), LocalDate.parse("2026-12-31"))));

    @Test
    void limitsByDepartmentAndOrganisationAndPaysFromTheSeatAndThenFromThePackThatExpiresFirst() {
        Allowed grant = allowed("zhang.wei", "sales", "qwen", NOON);

        assertThat(grant.funding().path()).containsExactly("department:sales:2026-11", "organisation:2026-11");
        assertThat(grant.funding().sources())
                .containsExactly("employee:zhang.wei:qwen:2026-11", "pack:november", "pack:year");
        assertThat(grant.openings())
                .containsExactly(
                        new Opening("department:sales:2026-11", Quota.tokens(5_000)),
                        new Opening("organisation:2026-11", Quota.tokens(1_000_000)),
                        new Opening("employee:zhang.wei:qwen:2026-11", Quota.tokens(200)),
                        new Opening("pack:november", Quota.tokens(50)),
                        new Opening("pack:year", Quota.tokens(70)));
    }

    @ParameterizedTest
    @CsvSource({"sun.mei, finance, 100", "zhang.wei, sales, 200", "li.na, sales, 300"})
    void letsTheMostSpecificRuleWin(String employee, String department, long limit) {
        assertThat(seat(allowed(employee, department, "qwen", NOON))).isEqualTo(Quota.tokens(limit));
    }

    @Test
    void goesOnWithoutADepartmentsAccountWhereItHasNoLimit() {
        assertThat(allowed("sun.mei", "finance", "qwen", NOON).funding().path())
                .containsExactly("organisation:2026-11");
    }

    @Test
    void paysASeatInMoneyFromPacksInMoneyAlone() {
        Allowed grant = allowed("zhang.wei", "sales", "wukong", NOON);

        assertThat(seat(grant)).isEqualTo(new Quota(Unit.MICROS, 12_500_000));
        assertThat(grant.funding().sources()).containsExactly("employee:zhang.wei:wukong:2026-11", "pack:coins");
    }

    @Test
    void endsAnOverrideWithItsLastDayInThePolicysZone() {
        Instant lastMoment = Instant.parse("2026-11-24T15:59:59.999Z");

        assertThat(seat(allowed("li.na", "sales", "qwen", lastMoment))).isEqualTo(Quota.tokens(300));
        assertThat(seat(allowed("li.na", "sales", "qwen", lastMoment.plusMillis(1))))
                .isEqualTo(Quota.tokens(200));
    }

    @Test
    void endsAPackWithItsLastDay() {
        Instant lastMoment = Instant.parse("2026-11-30T15:59:59.999Z");

        assertThat(allowed("li.na", "sales", "qwen", lastMoment).funding().sources())
                .contains("pack:november");
        assertThat(allowed("li.na", "sales", "qwen", lastMoment.plusMillis(1))
                        .funding()
                        .sources())
                .containsExactly("employee:li.na:qwen:2026-12", "pack:year");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T15:59:59.999Z, 2026-11",
        "2026-11-30T16:00:00.000Z, 2026-12",
        "2026-12-31T15:59:59.999Z, 2026-12",
        "2026-12-31T16:00:00.000Z, 2027-01",
        "2028-02-28T16:00:00.000Z, 2028-02",
        "2028-02-29T15:59:59.999Z, 2028-02",
        "2028-02-29T16:00:00.000Z, 2028-03",
        "2027-02-28T16:00:00.000Z, 2027-03"
    })
    void turnsTheMonthAtMidnightInThePolicysZone(Instant moment, String month) {
        assertThat(allowed("sun.mei", "finance", "qwen", moment).funding().path())
                .containsExactly("organisation:" + month);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sun.mei | finance | wukong | Department 'finance' may use qwen, not 'wukong'; add it to the department's 'products'",
                "wu.fang | hr | qwen | Department 'hr' of employee 'wu.fang' is not in the budget policy; departments: finance, sales",
                "me | '' | qwen | Employee 'me' belongs to no department; departments: finance, sales"
            })
    void saysWhyItDenies(String employee, String department, String product, String reason) {
        assertThat(policy.resolve(employee, department, product, NOON)).isEqualTo(new Grant.Denied(reason));
    }

    @Test
    void deniesAProductThatNobodyHasAnAllowanceFor() {
        Grant grant = AllowancePolicy.uniform(SHANGHAI, Quota.tokens(10), "qwen", Quota.tokens(1))
                .resolve("me", "", "coder", NOON);

        assertThat(grant)
                .isInstanceOfSatisfying(
                        Grant.Denied.class,
                        denied -> assertThat(denied.reason())
                                .startsWith("Employee 'me' has no allowance for product 'coder', only for qwen"));
    }

    @Test
    void treatsEveryDepartmentAlikeIfItListsNone() {
        Grant grant = AllowancePolicy.uniform(SHANGHAI, Quota.tokens(10), "qwen", Quota.tokens(1))
                .resolve("me", "moon", "qwen", NOON);

        assertThat(grant)
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(allowed.funding().accounts())
                                .containsExactly("organisation:2026-11", "employee:me:qwen:2026-11"));
    }

    @Test
    void movesALimitInTheLedgerWhenTheRuleChangesAndKeepsWhatWasToppedUp() {
        InMemoryTokenLedger ledger = new InMemoryTokenLedger();
        String seat = "employee:li.na:qwen:2026-11";
        allowed("li.na", "sales", "qwen", NOON).openIn(ledger);
        ledger.topUp(seat, 7, "a long week");

        allowed("li.na", "sales", "qwen", NOON.plusSeconds(86_400)).openIn(ledger);

        assertThat(ledger.account(seat).orElseThrow().limit()).isEqualTo(207);
    }

    @Test
    void refusesTwoPacksOfOneName() {
        Pack pack = new Pack("p", null, Quota.tokens(1), LocalDate.EPOCH);

        assertThatThrownBy(() -> new AllowancePolicy(
                        SHANGHAI, Quota.tokens(1), Map.of(), Map.of(), Map.of(), List.of(pack, pack)))
                .hasMessageContaining("p, p");
    }

    @Property
    void neverGrantsAnExpiredRuleAndAlwaysDrawsOnPacksBySoonestExpiry(
            @ForAll @LongRange(min = 1_700_000_000_000L, max = 1_900_000_000_000L) long millis,
            @ForAll List<@IntRange(min = -40, max = 40) Integer> expiries,
            @ForAll @IntRange(min = -40, max = 40) int until) {
        Instant moment = Instant.ofEpochMilli(millis);
        LocalDate today = LocalDate.ofInstant(moment, SHANGHAI);
        List<Pack> packs = IntStream.range(0, expiries.size())
                .mapToObj(i -> new Pack("p" + i, null, Quota.tokens(1), today.plusDays(expiries.get(i))))
                .toList();
        AllowancePolicy random = new AllowancePolicy(
                SHANGHAI,
                Quota.tokens(9),
                Map.of("qwen", Quota.tokens(1)),
                Map.of(),
                Map.of("li.na", Map.of("qwen", new Exemption(Quota.tokens(2), today.plusDays(until)))),
                packs);

        Allowed grant = (Allowed) random.resolve("li.na", "", "qwen", moment);

        assertThat(seat(grant)).isEqualTo(Quota.tokens(until >= 0 ? 2 : 1));
        List<Integer> drawn = grant.funding().sources().stream()
                .skip(1)
                .map(account -> expiries.get(Integer.parseInt(account.substring("pack:p".length()))))
                .toList();
        assertThat(drawn).isSorted().allMatch(days -> days >= 0);
        assertThat(drawn)
                .hasSize((int) expiries.stream().filter(days -> days >= 0).count());
    }

    private Allowed allowed(String employee, String department, String product, Instant moment) {
        return (Allowed) policy.resolve(employee, department, product, moment);
    }

    private static Quota seat(Allowed grant) {
        String account = grant.funding().sources().getFirst();
        return grant.openings().stream()
                .filter(opening -> opening.account().equals(account))
                .findFirst()
                .orElseThrow()
                .quota();
    }
}
