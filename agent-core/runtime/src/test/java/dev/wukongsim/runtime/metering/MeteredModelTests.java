package dev.wukongsim.runtime.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.metering.MeteredModel.Attempt;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeteredModelTests {

    private static final ChatRequest REQUEST = ChatRequest.builder()
            .messages(UserMessage.from("hello"))
            .modelName("qwen-plus")
            .maxOutputTokens(500)
            .build();

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final List<ChatRequest> sent = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private final List<Account> accountsWhileSent = new ArrayList<>();

    @Test
    void holdsTheWorstCaseWhileTheRequestIsAwayAndChargesWhatWasUsed() {
        ledger.open("task", 10_000);

        Attempt attempt = attempt(answering(Usage.of(90, 12)));

        assertThat(attempt).isInstanceOf(Attempt.Replied.class);
        assertThat(accountsWhileSent).containsExactly(new Account("task", 10_000, 0, 600));
        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 102, 0));
    }

    @Test
    void makesTheAnswerShorterWhereThereIsNoRoomForTheWorstCase() {
        ledger.open("task", 350);

        Attempt attempt = attempt(answering(Usage.of(90, 12)));

        assertThat(attempt).isInstanceOfSatisfying(Attempt.Replied.class, replied -> {
            assertThat(replied.held()).isEqualTo(350);
            assertThat(replied.shortened()).isTrue();
        });
        assertThat(sent.getFirst().maxOutputTokens()).isEqualTo(250);
        assertThat(sent.getFirst().modelName()).isEqualTo("qwen-plus");
    }

    @Test
    void sendsNothingWhereThereIsNoRoomForAUsefulAnswer() {
        ledger.open("task", 163);

        Attempt attempt = attempt(answering(Usage.of(90, 12)));

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .isEqualTo(
                                        "Account 'task' may use 163 tokens (level 1 of the path); 0 are spent, 0 are held and this call needs"
                                                + " at least 164; raise its limit or make the request smaller"));
        assertThat(sent).isEmpty();
        assertThat(ledger.account("task")).contains(new Account("task", 163, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(value = ModelException.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "TRANSIENT")
    void chargesNothingWhenTheEndpointRefusedOrWasNotReached(ModelException.Kind kind) {
        ledger.open("task", 10_000);

        Attempt attempt = attempt(failing(kind));

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.due().usage()).isEqualTo(Usage.NONE));
        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 0, 0));
    }

    @Test
    void chargesTheInputWhenTheEndpointBrokeOff() {
        ledger.open("task", 10_000);

        Attempt attempt = attempt(failing(ModelException.Kind.TRANSIENT));

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.due().usage()).isEqualTo(Usage.estimate(100, 0)));
        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 100, 0));
    }

    @Test
    void leavesNothingHeldWhateverHappens() {
        ledger.open("task", 10_000);

        assertThatThrownBy(() -> attempt((request, listener) -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 100, 0));
    }

    @Test
    void reservesAnewWhatHasEndedBeforeTheRequestLeft() {
        ledger.open("task", 10_000);
        attempt(answering(Usage.of(90, 12)));

        attempt(answering(Usage.of(90, 13)));

        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 205, 0));
        assertThat(ledger.reservation("t-1:1:1~2").map(r -> r.charged().tokens()))
                .contains(103L);
    }

    @Test
    void sendsNothingThatIsNotUnderWayInTheBooks() {
        ledger.open("task", 10_000);

        attempt((request, listener) -> {
            assertThat(ledger.reservation("t-1:1:1").map(Reservation::state)).contains(ReservationState.INFLIGHT);
            return new ModelReply(AiMessage.from("hi"), Usage.of(90, 12), FinishReason.STOP);
        });

        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 102, 0));
    }

    @Test
    void chargesWhatArrivedOfAnAnswerThatBrokeOff() {
        ledger.open("task", 10_000);

        Attempt attempt = attempt((request, listener) -> {
            listener.onThinking("hm");
            listener.onText("hel");
            listener.onText("lo");
            listener.onToolCall("{}");
            throw new ModelException(ModelException.Kind.SAFETY, "no", null);
        });

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.due().usage()).isEqualTo(new Usage(100, 0, 0, 9, 2, 1, true)));
        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 109, 0));
    }

    @Test
    void tellsTheAlertsOfEachChargeOnce() {
        ledger.open("task", 1_000);

        attempt(answering(Usage.of(400, 200)));
        attempt(answering(Usage.of(90, 12)));

        assertThat(settled.getFirst().alerts())
                .extracting(LedgerEntry.Alerted::percent)
                .containsExactly(50);
        assertThat(settled.getLast().alerts()).isEmpty();
    }

    @Test
    void holdsAllThatIsWantedWhereTheLimitIsNotEnforced() {
        ledger.open("task", 10);

        Attempt attempt = attempt("t-1:1:1", false, answering(Usage.of(90, 12)));

        assertThat(attempt).isInstanceOf(Attempt.Replied.class);
        assertThat(accountsWhileSent).containsExactly(new Account("task", 10, 0, 600));
        assertThat(ledger.account("task").map(Account::spent)).contains(102L);
    }

    @Test
    void holdsTheWorstPriceAndChargesThatOfTheCall() {
        ledger.open("task", Unit.MICROS, 10_000);

        Attempt attempt = attempt(answering(Usage.of(90, 12)));

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Replied.class,
                        replied -> assertThat(replied.due().micros()).hasValue(90 + 12 * 10));
        assertThat(accountsWhileSent)
                .singleElement()
                .satisfies(account -> assertThat(account.held()).isEqualTo(100 + 500 * 10));
        assertThat(ledger.account("task").map(Account::spent)).contains(210L);
    }

    @Test
    void makesTheAnswerAsLongAsTheMoneyAllows() {
        ledger.open("task", Unit.MICROS, 1_109);

        Attempt attempt = attempt(answering(Usage.of(90, 12)));

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Replied.class,
                        replied -> assertThat(replied.shortened()).isTrue());
        assertThat(sent.getFirst().maxOutputTokens()).isEqualTo(100);
    }

    @Test
    void sendsNothingThatHasNoPriceOnAnAccountInMoney() {
        ledger.open("task", Unit.MICROS, 1_000_000);

        Attempt attempt = new MeteredModel(answering(Usage.of(90, 12)), ledger, new HundredTokens())
                .attempt("t-1:1:1", List.of("task"), REQUEST, TokenListener.NONE);

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> assertThat(refused.refusal().cause()).isEqualTo(ReserveAnswer.Cause.UNPRICED));
        assertThat(sent).isEmpty();
    }

    @Test
    void doesNotShareTheHoldOfAnAttemptThatDiedUnderWay() {
        ledger.open("task", 10_000);
        dieUnderWay("t-1:1:1");

        attempt(answering(Usage.of(90, 12)));

        assertThat(ledger.reservation("t-1:1:1").map(r -> r.charged().tokens())).contains(600L);
        assertThat(ledger.reservation("t-1:1:1~2").map(r -> r.charged().tokens()))
                .contains(102L);
        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 702, 0));
    }

    @Test
    void endsAllAttemptsOfADeadRun() {
        ledger.open("task", 10_000);
        dieUnderWay("t-1:1:1");
        dieUnderWay("t-1:1:1~2");
        ledger.reserve("t-1:1:1~3", List.of("task"), 50, 0, Duration.ofMinutes(1));

        metered(answering(Usage.NONE)).abandon("t-1:1:1");

        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 1_200, 0));
    }

    @Test
    void replacesTheEstimateOfADeadAttemptWhenItsUsageTurnsUp() {
        ledger.open("task", 10_000);
        dieUnderWay("t-1:1:1");
        metered(answering(Usage.NONE)).abandon("t-1:1:1");

        Settlement settlement = ledger.settle("t-1:1:1", Usage.of(90, 12)).settlement();

        assertThat(settlement).isEqualTo(Settlement.ADJUSTED);
        assertThat(ledger.account("task").map(Account::spent)).contains(102L);
    }

    @Test
    void callsWithWhatAReservationHoldsAlready() {
        ledger.open("task", 300);
        ledger.reserve("t-1:reserve", List.of("task"), 300, 300, Duration.ofMinutes(1));

        settled(metered(answering(Usage.of(90, 12))).attemptHeld("t-1:reserve", 300, REQUEST, TokenListener.NONE));

        assertThat(sent.getFirst().maxOutputTokens()).isEqualTo(200);
        assertThat(ledger.account("task")).contains(new Account("task", 300, 102, 0));
    }

    private void dieUnderWay(String reservation) {
        ledger.reserve(reservation, List.of("task"), 600, 164, Duration.ofMinutes(15));
        ledger.dispatch(reservation);
    }

    private Attempt attempt(ModelClient model) {
        return attempt("t-1:1:1", true, model);
    }

    private Attempt attempt(String reservation, boolean enforced, ModelClient model) {
        return settled(metered(model)
                .attempt(reservation, Funding.of(List.of("task")), enforced, REQUEST, TokenListener.NONE));
    }

    /** Settle as the caller does. */
    private Attempt settled(Attempt attempt) {
        switch (attempt) {
            case Attempt.Replied replied -> settled.add(replied.due().settle(ledger));
            case Attempt.Failed failed -> settled.add(failed.due().settle(ledger));
            case Attempt.Refused refused -> {}
        }
        return attempt;
    }

    private MeteredModel metered(ModelClient model) {
        return new MeteredModel(model, ledger, new HundredTokens(), OneMicroAndTen.LIST);
    }

    /** One millionth of a yuan for a token of input, ten for one of output. */
    private static final class OneMicroAndTen {

        static final PriceList LIST =
                (model, usage) -> Optional.of(new Money("CNY", usage.input() + 10 * usage.output()));
    }

    private ModelClient answering(Usage usage) {
        return (request, listener) -> {
            sent.add(request);
            accountsWhileSent.addAll(ledger.accounts());
            return new ModelReply(AiMessage.from("hi"), usage, FinishReason.STOP);
        };
    }

    private static ModelClient failing(ModelException.Kind kind) {
        return (request, listener) -> {
            throw new ModelException(kind, "no", null);
        };
    }

    /** Counts every request as a hundred tokens, and every letter as one. */
    private static final class HundredTokens implements dev.wukongsim.runtime.model.TokenCounter {

        @Override
        public long count(String text) {
            return text.length();
        }

        @Override
        public long count(ChatRequest request) {
            return 100;
        }
    }
}
