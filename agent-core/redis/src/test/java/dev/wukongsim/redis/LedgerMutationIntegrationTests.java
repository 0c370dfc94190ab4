package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.budget.Account;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract bites: a ledger.lua with one mistake in it fails the test that proves the rule. */
class LedgerMutationIntegrationTests {

    private static TestRedis redis;

    @BeforeAll
    static void start(@TempDir Path folder) {
        redis = new TestRedis(folder);
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    /** A mistake, and the test that must notice it. */
    enum Mistake {
        DISPATCH_MARKS_NOTHING(
                "reservation.state = 'inflight'",
                "reservation.state = 'held'",
                "Leasing",
                "chargesTheWholeHoldWhenTheLeaseOfACallUnderWayIsOver"),
        AN_ID_TAKES_ANY_QUESTION(
                "if reservation.question ~= question then",
                "if false then",
                "Reserving",
                "refusesAnIdThatIsInUseForAnotherPathOrOtherNumbers"),
        WHAT_WAS_UNDER_WAY_COMES_BACK(
                "if reservation.state == 'held' then\n        give_back(keys, now, reservation, accounts, 'expired')",
                "if true then\n        give_back(keys, now, reservation, accounts, 'expired')",
                "Leasing",
                "chargesTheWholeHoldWhenTheLeaseOfACallUnderWayIsOver"),
        NUMBERS_HAVE_FOURTEEN_DIGITS(
                "return string.format('%.0f', number)",
                "return tostring(number)", "Bounding", "countsExactlyUpToTheMaximum"),
        THE_ROOT_IS_NOT_CHARGED(
                "local charged = after[i] - (before and before[i] or 0)",
                "local charged = i < #accounts and after[i] - (before and before[i] or 0) or 0",
                "Settling",
                "chargesWhatWasUsedAndGivesBackTheRest"),
        WHAT_WAS_TAKEN_FIRST_COMES_BACK_FIRST(
                "for i = levels + 1, #accounts do",
                "for i = #accounts, levels + 1, -1 do",
                "Sharing",
                "givesBackFirstWhatWasTakenLast"),
        MONEY_WITHOUT_A_PRICE_IS_FREE(
                "total.micros = total.micros or amount(reservation.granted).micros",
                "total.micros = total.micros or 0",
                "Paying",
                "chargesAllMoneyThatIsHeldWhenThePriceIsNotKnown"),
        TIME_GOES_BACK(
                "rows[1] and rows[1] - clock > 0 and rows[1] or clock",
                "clock",
                "Leasing",
                "keepsItsTimeWhenTheClockGoesBack"),
        ALERTS_ARE_TOLD_AGAIN(
                "account[ALERTED] = text(percent)",
                "account[ALERTED] = account[ALERTED]",
                "Booking",
                "alertsOnceAtEachPartOfALimit");

        private final String right;
        private final String wrong;
        private final String subject;
        private final String test;

        Mistake(String right, String wrong, String subject, String test) {
            this.right = right;
            this.wrong = wrong;
            this.subject = subject;
            this.test = test;
        }

        ContractTest proof() {
            return new ContractTest(subject, test);
        }

        FunctionLibrary library() {
            String sound = FunctionLibrary.body();
            assertThat(sound).as("ledger.lua says so once").containsOnlyOnce(right);
            return FunctionLibrary.of(sound.replace(right, wrong));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noticesTheMistake(Mistake mistake) {
        try (RedisLink sound = redis.link();
                RedisLink mistaken = redis.link(mistake.library())) {
            assertThat(ledger(mistaken, InstantSource.system()).open("it-runs", 1))
                    .isEqualTo(new Account("it-runs", 1, 0, 0));

            assertThatCode(() -> mistake.proof().run(clock -> ledger(sound, clock)))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> mistake.proof().run(clock -> ledger(mistaken, clock)))
                    .isInstanceOfAny(AssertionError.class, CorruptRowException.class, NumberFormatException.class);
        }
    }

    private static RedisTokenLedger ledger(RedisLink link, InstantSource clock) {
        return new RedisTokenLedger(link, redis.tenant(), clock);
    }
}
