package dev.wukongsim.qwen;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.HttpException;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a failed call means: by the raw body if the endpoint answered, by the network's failure if it did not. */
final class QwenErrors {

    private final URI endpoint;

    QwenErrors(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Never throws; what is not known is worth another try. */
    ModelException classify(Throwable failure) {
        if (failure instanceof ModelException known) {
            return known;
        }
        Optional<HttpException> answer = find(failure, HttpException.class);
        if (answer.isPresent()) {
            return classify(
                    answer.get().statusCode(), String.valueOf(answer.get().getMessage()), failure);
        }
        if (find(failure, UnresolvedAddressException.class).isPresent()) {
            return of(Kind.UNREACHABLE, "has an unknown host; check the base URL and the network", failure);
        }
        if (find(failure, HttpTimeoutException.class).isPresent()
                || find(failure, TimeoutException.class).isPresent()) {
            return of(Kind.TRANSIENT, "did not answer in time; try again, or allow a longer timeout", failure);
        }
        if (find(failure, ConnectException.class).isPresent()) {
            return of(Kind.UNREACHABLE, "refuses connections; is the endpoint running?", failure);
        }
        if (find(failure, JsonProcessingException.class).isPresent()) {
            return of(
                    Kind.CONFIGURATION,
                    "sends no chat completions; is the base URL an OpenAI-compatible one?",
                    failure);
        }
        if (find(failure, IOException.class).isPresent()) {
            return of(Kind.TRANSIENT, "cut the connection before the answer was whole; try again", failure);
        }
        return ErrorBody.parse(String.valueOf(failure.getMessage())).code().isEmpty()
                ? of(Kind.TRANSIENT, "cannot be called: " + failure, failure)
                : classify(200, String.valueOf(failure.getMessage()), failure);
    }

    /** An error that came as an answer. A status of 200 is an error in the middle of a stream. */
    ModelException classify(int status, String rawBody, @Nullable Throwable cause) {
        ErrorBody body = ErrorBody.parse(rawBody);
        ErrorRule rule = ErrorRule.of(status, body);
        String code = body.code().isEmpty() ? "" : " " + body.code();
        return of(rule.kind(), "answers " + status + code + ": \"" + body.message() + "\"; " + rule.remedy(), cause);
    }

    /** The stream ended as if all was well, and the answer is not whole. */
    ModelException incomplete() {
        return of(Kind.TRANSIENT, "ended its answer without a finish reason; try again", null);
    }

    private ModelException of(Kind kind, String predicate, @Nullable Throwable cause) {
        return new ModelException(kind, "Endpoint " + endpoint + " " + predicate, cause);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, link -> link != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
