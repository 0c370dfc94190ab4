package dev.wukongsim.simulator.responses;

import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest responses, in memory. Thread-safe. */
final class ResponseStore {

    private static final int MOST_RESPONSES = 1_000;

    private final Map<String, StoredResponse> responses = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StoredResponse> eldest) {
            return size() > MOST_RESPONSES;
        }
    };

    synchronized void add(StoredResponse response) {
        responses.put(response.id(), response);
    }

    /** @throws RefusedException if there is none, or no longer */
    synchronized StoredResponse get(String id) {
        return Optional.ofNullable(responses.get(id)).orElseThrow(() -> unknown(id));
    }

    /** @throws RefusedException if there is none, or no longer */
    synchronized void remove(String id) {
        if (responses.remove(id) == null) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(String id) {
        return new RefusedException(ProviderError.notFound("Response", id));
    }
}
