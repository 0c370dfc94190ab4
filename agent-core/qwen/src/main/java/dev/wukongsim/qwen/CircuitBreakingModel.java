package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Locale;

/**
 * A model that is left alone for a while when it keeps failing, see {@link CircuitBreakers}. A call that is refused for this
 * is {@link Kind#UNREACHABLE}: nothing was sent, so nothing is charged, and its {@code retryAfter} says how long the refusal
 * lasts. Only failures of the endpoint and of the network count. What the endpoint refuses with a reason, and what the
 * caller breaks off, counts neither way. Thread-safe; any number of calls may be under way at once.
 */
public final class CircuitBreakingModel implements ModelClient {

    private final ModelClient model;
    private final Endpoint endpoint;
    private final CircuitBreakers breakers;

    /**
     * A guarded model.
     *
     * @param endpoint that the model asks
     * @param breakers shared by all clients that should learn from each other
     */
    public CircuitBreakingModel(ModelClient model, Endpoint endpoint, CircuitBreakers breakers) {
        this.model = requireNonNull(model, "model is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.breakers = requireNonNull(breakers, "breakers is null");
    }

    @Override
    public ModelReply call(ChatRequest request, TokenListener listener) {
        String name = requireNonNull(request.modelName(), "the request names no model");
        Guard guard = breakers.of(endpoint.baseUrl(), name);
        if (!guard.breaker().tryAcquirePermission()) {
            throw refused(name, guard);
        }
        return guarded(guard.breaker(), request, listener);
    }

    private ModelReply guarded(CircuitBreaker breaker, ChatRequest request, TokenListener listener) {
        long begin = breaker.getCurrentTimestamp();
        boolean counted = false;
        try {
            ModelReply reply = model.call(request, listener);
            counted = true;
            breaker.onSuccess(breaker.getCurrentTimestamp() - begin, breaker.getTimestampUnit());
            return reply;
        } catch (ModelException e) {
            if (isFailure(e.kind())) {
                counted = true;
                breaker.onError(breaker.getCurrentTimestamp() - begin, breaker.getTimestampUnit(), e);
            }
            throw e;
        } finally {
            if (!counted) {
                breaker.releasePermission();
            }
        }
    }

    private static boolean isFailure(Kind kind) {
        return switch (kind) {
            case TRANSIENT, UNREACHABLE -> true;
            case RATE, BURST, MONEY, SAFETY, CONTEXT_OVERFLOW, CONFIGURATION, MODEL_UNAVAILABLE -> false;
        };
    }

    private ModelException refused(String name, Guard guard) {
        Duration rest = guard.rest();
        String message = String.format(
                Locale.ROOT,
                "Model '%s' at %s is left alone, because %d %% of its calls failed; it is tried again in %.1f s:"
                        + " wait, or name another model under 'fallback'",
                name,
                endpoint.baseUrl(),
                guard.failurePercent(),
                rest.toMillis() / 1_000.0);
        return new ModelException(Kind.UNREACHABLE, message, rest, null);
    }
}
