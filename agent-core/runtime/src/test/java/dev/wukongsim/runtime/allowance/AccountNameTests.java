package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.allowance.AccountName.Kind;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountNameTests {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);

    @Test
    void readsBackWhatItMakes() {
        assertThat(AccountName.of(AccountName.organisation(MONTH)))
                .isEqualTo(new AccountName(Kind.ORGANISATION, "", Optional.of(MONTH)));
        assertThat(AccountName.of(AccountName.department("sales", MONTH)))
                .isEqualTo(new AccountName(Kind.DEPARTMENT, "sales", Optional.of(MONTH)));
        assertThat(AccountName.of(AccountName.employee("li.na", "qwen", MONTH)))
                .isEqualTo(new AccountName(Kind.EMPLOYEE, "li.na:qwen", Optional.of(MONTH)));
        assertThat(AccountName.of(AccountName.pack("q4")))
                .isEqualTo(new AccountName(Kind.PACK, "q4", Optional.empty()));
        assertThat(AccountName.of(AccountName.schedule("inbox-watch", "2026-11-27")))
                .isEqualTo(new AccountName(Kind.SCHEDULE, "inbox-watch:2026-11-27", Optional.empty()));
        assertThat(AccountName.of(AccountName.schedule("inbox-watch", "2026-11")))
                .isEqualTo(new AccountName(Kind.SCHEDULE, "inbox-watch", Optional.of(MONTH)));
        assertThat(AccountName.of(AccountName.task("t-1")))
                .isEqualTo(new AccountName(Kind.TASK, "t-1", Optional.empty()));
        assertThat(AccountName.of(AccountName.agent("t-1", "critic")))
                .isEqualTo(new AccountName(Kind.AGENT, "t-1/critic", Optional.empty()));
    }

    @Test
    void takesAnIdOfSomebodyElseAsItIs() {
        assertThat(AccountName.of("project:moon:2026-11"))
                .isEqualTo(new AccountName(Kind.OTHER, "moon", Optional.of(MONTH)));
        assertThat(AccountName.of("Moon")).isEqualTo(new AccountName(Kind.OTHER, "Moon", Optional.empty()));
        assertThat(AccountName.of("project:2026-13"))
                .isEqualTo(new AccountName(Kind.OTHER, "2026-13", Optional.empty()));
    }
}
