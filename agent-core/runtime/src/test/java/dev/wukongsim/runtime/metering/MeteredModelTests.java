package dev.wukongsim.runtime.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.metering.MeteredModel.Attempt;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.util.ArrayList;
import java.util.List;
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
                        failed -> assertThat(failed.charged()).isEqualTo(Usage.NONE));
        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 0, 0));
    }

    @Test
    void chargesTheInputWhenTheEndpointBrokeOff() {
        ledger.open("task", 10_000);

        Attempt attempt = attempt(failing(ModelException.Kind.TRANSIENT));

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.charged()).isEqualTo(Usage.estimate(100, 0)));
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

    private Attempt attempt(ModelClient model) {
        return new MeteredModel(model, ledger, new HundredTokens())
                .attempt("t-1:1:1", List.of("task"), REQUEST, TokenListener.NONE);
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

    /** Counts every request as a hundred tokens. */
    private static final class HundredTokens implements dev.wukongsim.runtime.model.TokenCounter {

        @Override
        public long count(String text) {
            return 100;
        }

        @Override
        public long count(ChatRequest request) {
            return 100;
        }
    }
}
