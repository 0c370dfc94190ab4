package dev.wukongsim.simulator.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is the same in a request whenever it is sent again: model, messages, offered tools, and settings. Left out are the form
 * of the answer, the most tokens it may have and who asks; ids stand in the order in which they appear; secrets are redacted.
 * Dates are left as they are: record and replay on the same clock. Two are equal if their hashes are.
 *
 * @param hash SHA-256 of the request below, as {@code sha256:…}
 * @param request readable
 */
public record CanonicalRequest(String hash, ObjectNode request) {

    /** The canonical form of a chat request as it stands on the wire. */
    public static CanonicalRequest of(JsonNode body) {
        return of(body, Redaction.BY_SHAPE.start());
    }

    static CanonicalRequest of(JsonNode body, Redactor redactor) {
        return ofCanonical(new Canonical(redactor.redact(body)).request());
    }

    /** One that was read from a file. */
    static CanonicalRequest ofCanonical(ObjectNode request) {
        return new CanonicalRequest(Canonical.hash(request), request);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalRequest that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
