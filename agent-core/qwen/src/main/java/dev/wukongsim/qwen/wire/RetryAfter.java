package dev.wukongsim.qwen.wire;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/** When an endpoint wants to be asked again, by the headers of its refusal. */
final class RetryAfter {

    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double LONGEST_SECONDS = Duration.ofDays(366).toSeconds();

    private RetryAfter() {}

    /**
     * The wait by {@code retry-after-ms}, {@code Retry-After} or {@code X-DashScope-Wait-Timeout}, whichever comes first
     * and can be read.
     *
     * @param now for a date; the answer's own {@code Date} goes before it, since that is the endpoint's clock
     */
    static Optional<Duration> of(HttpHeaders headers, Instant now) {
        Instant then = headers.firstValue("Date").flatMap(RetryAfter::date).orElse(now);
        return Stream.of(
                        headers.firstValue("retry-after-ms").flatMap(text -> number(text, 1)),
                        headers.firstValue("Retry-After")
                                .flatMap(text -> number(text, MILLIS_PER_SECOND)
                                        .or(() -> date(text).map(date -> notNegative(Duration.between(then, date))))),
                        headers.firstValue("X-DashScope-Wait-Timeout").flatMap(text -> number(text, MILLIS_PER_SECOND)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Duration> number(String text, double millis) {
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 && value <= LONGEST_SECONDS * MILLIS_PER_SECOND
                    ? Optional.of(Duration.ofMillis((long) Math.ceil(value * millis)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
