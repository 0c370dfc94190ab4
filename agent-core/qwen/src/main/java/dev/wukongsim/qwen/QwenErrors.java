package dev.wukongsim.qwen;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wukongsim.qwen.wire.ErrorAnswer;
import dev.wukongsim.qwen.wire.WireFailure;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Says what a failed call means: by the raw body if the endpoint answered, by the network's failure if it did not. What
 * failed before the request could leave is {@link Kind#UNREACHABLE}. The key is in no message, whatever the endpoint says.
 */
final class QwenErrors {

    private final Endpoint endpoint;

    QwenErrors(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Never throws; what is not known is worth another try. */
    ModelException classify(Throwable failure) {
        if (failure instanceof ModelException known) {
            return known;
        }
        Optional<ErrorAnswer> answer = find(failure, ErrorAnswer.class);
        if (answer.isPresent()) {
            return answered(answer.get());
        }
        Optional<WireFailure> wire = find(failure, WireFailure.class);
        if (wire.isPresent()) {
            return brokeOff(wire.get());
        }
        return unconnected(failure).orElseGet(() -> unanswered(failure));
    }

    /** The stream ended as if all was well, and the answer is not whole. */
    ModelException incomplete() {
        return of(Kind.TRANSIENT, "ended its answer without a finish reason; try again", null);
    }

    private ModelException answered(ErrorAnswer answer) {
        ErrorBody body = ErrorBody.parse(redacted(answer.body()));
        ErrorRule rule = ErrorRule.of(answer.status(), body);
        String code = body.code().isEmpty() ? "" : " " + body.code();
        String said = "answers " + answer.status() + code + ": \"" + body.message() + "\"; " + rule.remedy();
        return new ModelException(
                rule.kind(), message(said), answer.retryAfter().orElse(null), withoutKey(answer));
    }

    private ModelException brokeOff(WireFailure failure) {
        return switch (failure.reason()) {
            case TIME -> late(failure);
            case CUT -> of(Kind.TRANSIENT, "cut the connection before the answer was whole; try again", failure);
            case BROKEN -> of(Kind.TRANSIENT, "sent a broken answer: " + failure.getMessage() + "; try again", failure);
            case NO_CHAT -> noChat(failure);
        };
    }

    /** Nothing was sent. */
    private Optional<ModelException> unconnected(Throwable failure) {
        if (find(failure, UnresolvedAddressException.class).isPresent()) {
            return Optional.of(
                    of(Kind.UNREACHABLE, "has an unknown host; check the base URL and the network", failure));
        }
        if (find(failure, HttpConnectTimeoutException.class).isPresent()) {
            String limit = endpoint.callTimeouts().connect().toString();
            return Optional.of(of(Kind.UNREACHABLE, "accepts no connection within " + limit + "; try again", failure));
        }
        if (find(failure, NoRouteToHostException.class).isPresent()) {
            return Optional.of(of(Kind.UNREACHABLE, "cannot be reached from here; check the network", failure));
        }
        if (find(failure, ConnectException.class).isPresent()) {
            return Optional.of(of(Kind.UNREACHABLE, "refuses connections; is the endpoint running?", failure));
        }
        return find(failure, SSLException.class).map(secure -> unsecured(secure, failure));
    }

    private ModelException unsecured(SSLException secure, Throwable failure) {
        boolean broke = secure instanceof SSLHandshakeException
                && find(secure, CertificateException.class).isEmpty()
                && secure.getCause() instanceof IOException;
        return broke
                ? of(Kind.UNREACHABLE, "broke off while the connection was secured; try again", failure)
                : of(
                        Kind.CONFIGURATION,
                        "offers no secure connection that can be trusted; check the base URL and the certificate",
                        failure);
    }

    private ModelException unanswered(Throwable failure) {
        if (find(failure, HttpTimeoutException.class).isPresent()) {
            return late(failure);
        }
        if (find(failure, JsonProcessingException.class).isPresent()) {
            return noChat(failure);
        }
        return find(failure, IOException.class).isPresent()
                ? of(Kind.TRANSIENT, "cut the connection before the answer was whole; try again", failure)
                : of(Kind.TRANSIENT, "cannot be called: " + failure, failure);
    }

    private ModelException late(Throwable failure) {
        return of(Kind.TRANSIENT, "did not answer in time; try again, or allow a longer timeout", failure);
    }

    private ModelException noChat(Throwable failure) {
        return of(Kind.CONFIGURATION, "sends no chat completions; is the base URL an OpenAI-compatible one?", failure);
    }

    private ModelException of(Kind kind, String predicate, @Nullable Throwable cause) {
        return new ModelException(kind, message(predicate), withoutKey(cause));
    }

    private String message(String predicate) {
        return "Endpoint " + endpoint.baseUrl() + " " + redacted(predicate);
    }

    private String redacted(String text) {
        return text.replace(endpoint.apiKey(), "***");
    }

    /** A library's exception may quote what the endpoint sent; one that quotes the key is left out. */
    private @Nullable Throwable withoutKey(@Nullable Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (String.valueOf(link.getMessage()).contains(endpoint.apiKey())) {
                return null;
            }
        }
        return cause;
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, link -> link != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
