package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class CircuitBreakingModelTests {

    private static final Endpoint ENDPOINT =
            new Endpoint(URI.create("http://127.0.0.1:8080/v1"), "sk-x", Duration.ofSeconds(30));
    private static final Duration REST = Duration.ofSeconds(30);

    private final TurnedClock clock = new TurnedClock();
    private final CircuitBreakers breakers = new CircuitBreakers(clock);
    private final AtomicInteger sent = new AtomicInteger();
    private Supplier<ModelReply> behaviour = CircuitBreakingModelTests::answer;
    private final CircuitBreakingModel model = new CircuitBreakingModel(
            (request, listener) -> {
                sent.incrementAndGet();
                return behaviour.get();
            },
            ENDPOINT,
            breakers);

    @Test
    void leavesAModelAloneAfterFiveFailures() {
        fail(5, Kind.TRANSIENT);
        clock.turn(Duration.ofSeconds(7));

        ModelException refusal = refusal();

        assertThat(sent).hasValue(5);
        assertThat(refusal.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(23).plusMillis(1));
        assertThat(refusal)
                .hasMessage("Model 'qwen-plus' at http://127.0.0.1:8080/v1 is left alone, because 100 % of its calls"
                        + " failed; it is tried again in 23.0 s: wait, or name another model under 'fallback'");
    }

    @Test
    void toleratesFewerFailuresThanHalf() {
        for (int i = 0; i < 20; i++) {
            behaviour = CircuitBreakingModelTests::answer;
            call("qwen-plus");
            call("qwen-plus");
            fail(1, Kind.UNREACHABLE);
        }

        assertThat(sent).hasValue(60);
    }

    @Test
    void forgetsFailuresOfMoreThanAMinuteAgo() {
        fail(4, Kind.TRANSIENT);
        clock.turn(Duration.ofSeconds(61));

        fail(4, Kind.TRANSIENT);

        assertThat(sent).hasValue(8);
    }

    @Test
    void letsOneCallThroughAfterTheWaitAndClosesWhenItSucceeds() {
        fail(5, Kind.UNREACHABLE);
        clock.turn(refusal().retryAfter().orElseThrow());
        behaviour = CircuitBreakingModelTests::answer;

        call("qwen-plus");
        call("qwen-plus");

        assertThat(sent).hasValue(7);
    }

    @Test
    void waitsAnewWhenThatCallFails() {
        fail(5, Kind.TRANSIENT);
        clock.turn(REST.plusMillis(1));

        fail(1, Kind.TRANSIENT);

        assertThat(refusal().retryAfter()).contains(REST.plusMillis(1));
        assertThat(sent).hasValue(6);
    }

    @Test
    void letsNobodyElseThroughWhileOneCallFindsOut() throws Exception {
        fail(5, Kind.TRANSIENT);
        clock.turn(REST.plusMillis(1));
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        behaviour = () -> {
            underWay.countDown();
            await(end);
            return answer();
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ModelReply> probe = threads.submit(() -> call("qwen-plus"));
            underWay.await();

            ModelException refusal = refusal();
            end.countDown();

            assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
            assertThat(probe.get().message().text()).isEqualTo("hi");
            assertThat(sent).hasValue(6);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TRANSIENT", "UNREACHABLE"})
    void doesNotCountWhatTheEndpointRefusesWithAReason(Kind kind) {
        fail(50, kind);

        assertThat(sent).hasValue(50);
    }

    @Test
    void aCallThatProvesNothingLeavesTheQuestionToTheNext() {
        fail(5, Kind.TRANSIENT);
        clock.turn(REST.plusMillis(1));
        fail(1, Kind.RATE);
        behaviour = () -> {
            throw new AssertionError("the listener broke");
        };
        assertThatThrownBy(() -> call("qwen-plus")).isInstanceOf(AssertionError.class);

        fail(1, Kind.TRANSIENT);

        assertThat(sent).hasValue(8);
        assertThat(refusal().retryAfter()).contains(REST.plusMillis(1));
    }

    @Test
    void knowsModelsAndEndpointsApart() {
        fail(5, Kind.TRANSIENT);
        behaviour = CircuitBreakingModelTests::answer;
        Endpoint other = new Endpoint(URI.create("http://127.0.0.1:9090/v1"), "sk-x", Duration.ofSeconds(30));
        CircuitBreakingModel elsewhere = new CircuitBreakingModel((request, listener) -> answer(), other, breakers);

        call("qwen-max");
        elsewhere.call(request("qwen-plus"), TokenListener.NONE);

        assertThat(sent).hasValue(6);
    }

    @Test
    void clientsLearnFromEachOther() {
        fail(5, Kind.TRANSIENT);
        CircuitBreakingModel another = new CircuitBreakingModel(
                (request, listener) -> {
                    throw new AssertionError("was asked");
                },
                ENDPOINT,
                breakers);

        assertThatThrownBy(() -> another.call(request("qwen-plus"), TokenListener.NONE))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void aRefusedCallIsChargedWithNothing() {
        InMemoryTokenLedger ledger = new InMemoryTokenLedger();
        ledger.open("team", 10_000);
        fail(5, Kind.UNREACHABLE);
        MeteredModel metered = new MeteredModel(model, ledger, new QwenTokenCounter());

        MeteredModel.Attempt attempt =
                metered.attempt("r-1", List.of("team"), request("qwen-plus"), TokenListener.NONE);

        assertThat(attempt).isInstanceOfSatisfying(MeteredModel.Attempt.Failed.class, failed -> {
            failed.due().settle(ledger);
            assertThat(failed.due().usage()).isEqualTo(Usage.NONE);
        });
        assertThat(ledger.account("team")).isEqualTo(Optional.of(new Account("team", 10_000, 0, 0)));
        assertThat(sent).hasValue(5);
    }

    @Test
    void aThousandCallsAreUnderWayAtOnce() throws Exception {
        int many = 1_000;
        CyclicBarrier all = new CyclicBarrier(many);
        behaviour = () -> {
            try {
                all.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return answer();
        };
        List<Future<ModelReply>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++) {
                calls.add(threads.submit(() -> call("qwen-plus")));
            }
            for (Future<ModelReply> call : calls) {
                assertThat(call.get().message().text()).isEqualTo("hi");
            }
        }

        assertThat(sent).hasValue(many);
    }

    private void fail(int times, Kind kind) {
        behaviour = () -> {
            throw new ModelException(kind, "broken", null);
        };
        for (int i = 0; i < times; i++) {
            assertThat(refusal().getMessage()).isEqualTo("broken");
        }
    }

    private ModelException refusal() {
        return catchThrowableOfType(ModelException.class, () -> call("qwen-plus"));
    }

    private ModelReply call(String name) {
        return model.call(request(name), TokenListener.NONE);
    }

    private static ChatRequest request(String name) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .modelName(name)
                .maxOutputTokens(100)
                .build();
    }

    private static ModelReply answer() {
        return new ModelReply(AiMessage.from("hi"), Usage.of(10, 1), FinishReason.STOP);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A clock that a test turns. */
    private static final class TurnedClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-22T09:00:00Z");

        void turn(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
