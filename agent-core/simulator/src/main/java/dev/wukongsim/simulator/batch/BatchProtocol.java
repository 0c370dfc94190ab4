package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.compatible.CompatiblePaths;
import dev.wukongsim.simulator.compatible.CompatibleRefusal;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import dev.wukongsim.simulator.reply.MockIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches of requests, as OpenAI's clients make and watch them. */
public final class BatchProtocol implements Protocol {

    private static final String BATCHES = CompatiblePaths.PREFIX + "/batches";
    private static final String CANCEL = "/cancel";
    private static final int MOST_BATCHES = 100;

    private final FileStore files;
    private final BatchAnswers answers;
    private final MockIds ids;
    private final InstantSource clock;
    private final Duration time;
    private final Map<String, Batch> batches = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Batch> eldest) {
            return size() > MOST_BATCHES;
        }
    };

    /**
     * The protocol over a store of files.
     *
     * @param clock by which batches get on
     * @param time how long a batch takes; if zero, it is done when somebody first asks for it
     */
    public BatchProtocol(FileStore files, BatchAnswers answers, MockIds ids, InstantSource clock, Duration time) {
        this.files = files;
        this.answers = answers;
        this.ids = ids;
        this.clock = clock;
        this.time = time;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(BATCHES),
                Route.get(BATCHES),
                Route.get(BATCHES + "/[^/]+"),
                Route.post(BATCHES + "/[^/]+" + CANCEL));
    }

    @Override
    public HttpReply answer(HttpCall call) {
        String path = call.path().replaceFirst("\\?.*$", "");
        String rest = path.substring(path.indexOf("/batches") + "/batches".length());
        if (rest.isEmpty()) {
            return HttpReply.json(200, call.method().equals("POST") ? create(call) : Page.of(all(), call.path()));
        }
        if (rest.endsWith(CANCEL)) {
            Batch batch = find(rest.substring(1, rest.length() - CANCEL.length()));
            batch.cancel(clock.instant());
            return HttpReply.json(200, batch.json());
        }
        Batch batch = find(rest.substring(1));
        batch.advance(clock.instant());
        return HttpReply.json(200, batch.json());
    }

    @Override
    public HttpReply refusal(ProviderError error, HttpCall call) {
        return CompatibleRefusal.of(error, ids);
    }

    private ObjectNode create(HttpCall call) {
        BatchRequest request = BatchRequest.of(call.json());
        if (files.find(request.inputFile()).isEmpty()) {
            throw new RefusedException(ProviderError.notFound("File", request.inputFile()));
        }
        String id = ids.next("batch_", "batch/" + request.inputFile());
        Batch batch = new Batch(id, request, clock.instant(), time, files, answers);
        synchronized (batches) {
            batches.put(id, batch);
        }
        return batch.json();
    }

    private Batch find(String id) {
        synchronized (batches) {
            return Optional.ofNullable(batches.get(id))
                    .orElseThrow(() -> new RefusedException(ProviderError.notFound("Batch", id)));
        }
    }

    /** The latest first, each where it stands now. */
    private List<ObjectNode> all() {
        List<Batch> all;
        synchronized (batches) {
            all = List.copyOf(batches.values()).reversed();
        }
        return all.stream()
                .map(batch -> {
                    batch.advance(clock.instant());
                    return batch.json();
                })
                .toList();
    }
}
