package dev.wukongsim.qwen.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryAfterTests {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments(Map.of(), Optional.empty()),
                arguments(Map.of("Retry-After", "7"), Optional.of(Duration.ofSeconds(7))),
                arguments(Map.of("Retry-After", " 0.5 "), Optional.of(Duration.ofMillis(500))),
                arguments(Map.of("Retry-After", "0"), Optional.of(Duration.ZERO)),
                arguments(Map.of("Retry-After", "-1"), Optional.empty()),
                arguments(Map.of("Retry-After", "NaN"), Optional.empty()),
                arguments(Map.of("Retry-After", "1e300"), Optional.empty()),
                arguments(Map.of("Retry-After", "soon"), Optional.empty()),
                arguments(Map.of("Retry-After", "Tue, 24 Nov 2026 12:00:30 GMT"), Optional.of(Duration.ofSeconds(30))),
                arguments(Map.of("Retry-After", "Tue, 24 Nov 2026 11:59:00 GMT"), Optional.of(Duration.ZERO)),
                arguments(
                        Map.of(
                                "Retry-After", "Tue, 24 Nov 2026 13:00:30 GMT",
                                "Date", "Tue, 24 Nov 2026 13:00:20 GMT"),
                        Optional.of(Duration.ofSeconds(10))),
                arguments(Map.of("retry-after-ms", "1200", "Retry-After", "2"), Optional.of(Duration.ofMillis(1_200))),
                arguments(Map.of("X-DashScope-Wait-Timeout", "60"), Optional.of(Duration.ofSeconds(60))));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void readsWhenToComeBack(Map<String, String> headers, Optional<Duration> wait) {
        HttpHeaders answer = HttpHeaders.of(
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                (name, value) -> true);

        assertThat(RetryAfter.of(answer, NOW)).isEqualTo(wait);
    }
}
