package dev.wukongsim.runtime.metering;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.wukongsim.runtime.model.ModelException;
import java.net.ConnectException;
import java.util.stream.Stream;

/** Which failures prove that the endpoint has not worked, so that the attempt costs nothing. */
final class Unworked {

    private Unworked() {}

    /**
     * Whether a failure proves it: the endpoint refused the request, or was not reached. Whatever may have left and was
     * not answered proves nothing, as the endpoint may have read the whole input.
     */
    static boolean isProvenBy(Throwable failure) {
        return Stream.<Throwable>iterate(failure, link -> link != null, Throwable::getCause)
                .limit(20)
                .anyMatch(Unworked::proves);
    }

    private static boolean proves(Throwable link) {
        return link instanceof ModelException known
                ? known.kind() != ModelException.Kind.TRANSIENT
                : link instanceof NonRetriableException
                        || link instanceof RateLimitException
                        || link instanceof ConnectException;
    }
}
