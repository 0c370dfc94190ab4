package dev.wukongsim.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.RateLimit;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.Requests;
import dev.wukongsim.simulator.cache.ContextCache;
import dev.wukongsim.simulator.limit.RateLimiter;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What depends on earlier requests, on a clock that the test moves. */
class StatefulConformanceIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final MovedClock clock = new MovedClock();

    /** A clock that stands still until it is moved. */
    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-11-20T09:30:00Z");

        void move(Duration time) {
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
            throw new UnsupportedOperationException("This clock is in UTC");
        }
    }

    @Test
    void letsInNoMoreRequestsThanTheWindowHasRoomFor() throws Exception {
        RateLimiter limits =
                RateLimiter.of(new RateLimit(2, Duration.ofSeconds(1), 1_000_000, Duration.ofSeconds(1), false));
        try (MockQwen mock = builder().limits(limits).start()) {
            ObjectNode request = Requests.question("hi");
            chat(mock, request);
            chat(mock, request);

            HttpResponse<String> refused = chat(mock, request);
            clock.move(Duration.ofSeconds(1));

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(JSON.readTree(refused.body()).at("/error/code").asText()).isEqualTo("limit_requests");
            assertThat(chat(mock, request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void letsInNoMoreTokensThanTheWindowHasRoomFor() throws Exception {
        RateLimiter limits =
                RateLimiter.of(new RateLimit(1_000, Duration.ofSeconds(1), 5, Duration.ofSeconds(6), false));
        try (MockQwen mock = builder().limits(limits).start()) {
            chat(mock, Requests.question("hi"));

            HttpResponse<String> refused = chat(mock, Requests.question("hi"));
            clock.move(Duration.ofSeconds(6));

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(JSON.readTree(refused.body()).at("/error/code").asText()).isEqualTo("insufficient_quota");
            assertThat(chat(mock, Requests.question("hi")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void countsWhatIsWrittenToTheExplicitCacheAndReadFromItForFiveMinutes() throws Exception {
        try (MockQwen mock = builder().start()) {
            JsonNode written = details(chat(mock, marked()));
            clock.move(Duration.ofMinutes(5).minusMillis(1));
            JsonNode read = details(chat(mock, marked()));
            clock.move(Duration.ofMinutes(5));
            JsonNode forgotten = details(chat(mock, marked()));

            assertThat(written.path("cached_tokens").asInt()).isZero();
            assertThat(written.path("cache_creation_input_tokens").asInt()).isGreaterThan(1_024);
            assertThat(read.path("cached_tokens").asInt())
                    .isEqualTo(written.path("cache_creation_input_tokens").asInt());
            assertThat(read.has("cache_creation_input_tokens")).isFalse();
            assertThat(forgotten).isEqualTo(written);
        }
    }

    @Test
    void cachesByItselfOnlyWhereThatIsWantedAndFromTheMinimumOn() throws Exception {
        ObjectNode question = Requests.question("word ".repeat(1_500));
        try (MockQwen caching =
                        builder().cache(ContextCache.withImplicit(1_024)).start();
                MockQwen plain = builder().start()) {
            chat(caching, question);
            chat(caching, Requests.question("short"));
            chat(plain, question);

            assertThat(details(chat(caching, question)).path("cached_tokens").asInt())
                    .isGreaterThanOrEqualTo(1_024);
            assertThat(details(chat(caching, Requests.question("short")))
                            .path("cached_tokens")
                            .asInt())
                    .isZero();
            assertThat(details(chat(plain, question)).path("cached_tokens").asInt())
                    .isZero();
        }
    }

    private MockQwen.Builder builder() {
        return MockQwen.builder(Replies.of(Turn.say("42"))).clock(clock);
    }

    /** A long question that ends with a cache marker, to a model that heeds it. */
    private static ObjectNode marked() {
        ObjectNode request =
                JSON.createObjectNode().put("model", "qwen3.6-plus").put("enable_thinking", false);
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", "word ".repeat(1_500))
                .putObject("cache_control")
                .put("type", "ephemeral");
        return request;
    }

    private static JsonNode details(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).at("/usage/prompt_tokens_details");
    }

    private HttpResponse<String> chat(MockQwen mock, ObjectNode request) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(mock.baseUrl() + "/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(request.toString()))
                        .build(),
                BodyHandlers.ofString());
    }
}
