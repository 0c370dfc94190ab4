package dev.wukongsim.simulator.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.qwen.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimiterTests {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Admission ADMITTED = new Admission.Admitted();

    private final CatalogueModel plus = model("qwen-plus");
    private final RateLimiter limiter =
            RateLimiter.of(new RateLimit(3, Duration.ofSeconds(6), 1_000, Duration.ofSeconds(10), false));

    @Test
    void refusesTheRequestAboveTheWindowUntilTheFirstOneLeavesIt() {
        for (int second = 0; second < 3; second++) {
            assertThat(limiter.admit(plus, at(second))).isEqualTo(ADMITTED);
        }

        assertThat(limiter.admit(plus, at(5))).isEqualTo(new Admission.TooManyRequests(3, at(6)));
        assertThat(limiter.admit(plus, at(6))).isEqualTo(ADMITTED);
        assertThat(limiter.admit(plus, at(6))).isEqualTo(new Admission.TooManyRequests(3, at(7)));
    }

    @Test
    void refusesRequestsOnceTheTokensOfTheWindowAreUsed() {
        limiter.admit(plus, at(0));
        limiter.use(plus, 600, 399, at(1));

        assertThat(limiter.admit(plus, at(2))).isEqualTo(ADMITTED);
        limiter.use(plus, 1, 0, at(2));
        assertThat(limiter.admit(plus, at(3))).isEqualTo(new Admission.TooManyTokens(1_000, at(11)));
        assertThat(limiter.admit(plus, at(11))).isEqualTo(ADMITTED);
    }

    @Test
    void countsOnlyTheOutputWhereTheCatalogueSaysSo() {
        RateLimiter output = RateLimiter.of(new RateLimit(9, Duration.ofSeconds(6), 10, Duration.ofSeconds(10), true));
        output.use(plus, 1_000, 9, at(0));

        assertThat(output.admit(plus, at(1))).isEqualTo(ADMITTED);
    }

    @Test
    void keepsEachModelsWindowsApart() {
        for (int i = 0; i < 3; i++) {
            limiter.admit(plus, at(0));
        }

        assertThat(limiter.admit(plus, at(0))).isInstanceOf(Admission.TooManyRequests.class);
        assertThat(limiter.admit(model("qwen-max"), at(0))).isEqualTo(ADMITTED);
    }

    @Test
    void refusesARateThatRisesTooFastButNotOneThatRisesSlowly() {
        RateLimiter guarded = RateLimiter.none().with(new BurstRule(2, 2, 60));

        assertThat(admitted(guarded, at(0), 5)).isEqualTo(2);
        assertThat(admitted(guarded, at(1), 5)).isEqualTo(4);
        assertThat(admitted(guarded, at(2), 20)).isEqualTo(8);
        assertThat(guarded.admit(plus, at(2).plusMillis(300))).isEqualTo(new Admission.TooFast(at(3)));
        assertThat(admitted(guarded, at(63), 20))
                .as("a minute later it is cold again")
                .isEqualTo(2);
    }

    @Test
    void holdsTheCataloguesLimits() {
        RateLimiter catalogue = RateLimiter.catalogue().with(new BurstRule(1_000, 1, 1));
        CatalogueModel slow = model("qwen-max");

        assertThat(admitted(catalogue, slow, at(0), 400)).isEqualTo(300);
        assertThat(catalogue.admit(slow, at(14))).isEqualTo(new Admission.TooManyRequests(300, at(15)));
    }

    private int admitted(RateLimiter some, Instant time, int tries) {
        return admitted(some, plus, time, tries);
    }

    private static int admitted(RateLimiter some, CatalogueModel model, Instant time, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += some.admit(model, time).equals(ADMITTED) ? 1 : 0;
        }
        return admitted;
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static CatalogueModel model(String name) {
        return Catalogue.bundled().find(name).orElseThrow();
    }
}
