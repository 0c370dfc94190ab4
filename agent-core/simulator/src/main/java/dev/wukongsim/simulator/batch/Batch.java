package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A batch, which gets on with its work when somebody asks for it. Thread-safe. */
final class Batch {

    private static final int PARTS = 10;

    private final String id;
    private final BatchRequest request;
    private final Instant created;
    private final Duration time;
    private final FileStore files;
    private final BatchAnswers answers;
    private final Map<BatchStatus, Instant> since = new EnumMap<>(BatchStatus.class);
    private BatchStatus status = BatchStatus.VALIDATING;
    private List<BatchLine> lines = List.of();
    private List<BatchInput.Problem> problems = List.of();
    private BatchAnswers.@Nullable Files results;
    private @Nullable String outputFile;
    private @Nullable String errorFile;

    /**
     * A new batch.
     *
     * @param time how long it takes
     */
    Batch(String id, BatchRequest request, Instant created, Duration time, FileStore files, BatchAnswers answers) {
        this.id = id;
        this.request = request;
        this.created = created;
        this.time = time;
        this.files = files;
        this.answers = answers;
    }

    String id() {
        return id;
    }

    /** Bring the batch to where it stands now. */
    synchronized void advance(Instant now) {
        if (status == BatchStatus.CANCELLING) {
            enter(BatchStatus.CANCELLED, now);
        }
        Instant valid = created.plus(time.dividedBy(PARTS));
        if (status == BatchStatus.VALIDATING && !now.isBefore(valid)) {
            validate(valid);
        }
        Instant last = created.plus(time.dividedBy(PARTS).multipliedBy(PARTS - 1));
        Instant end = created.plus(request.limit());
        if (status == BatchStatus.IN_PROGRESS && !now.isBefore(last) && last.isBefore(end)) {
            enter(BatchStatus.FINALIZING, last);
        }
        if (status == BatchStatus.FINALIZING
                && !now.isBefore(created.plus(time))
                && time.compareTo(request.limit()) <= 0) {
            finish(BatchStatus.COMPLETED, answers.answer(lines), created.plus(time));
        }
        if ((status == BatchStatus.IN_PROGRESS || status == BatchStatus.FINALIZING) && !now.isBefore(end)) {
            finish(BatchStatus.EXPIRED, answers.expire(lines), end);
        }
    }

    /** @throws RefusedException if it has ended already */
    synchronized void cancel(Instant now) {
        if (!time.isZero()) {
            advance(now);
        }
        if (status.isFinal()) {
            throw new RefusedException(
                    ProviderError.invalidRequest("Cannot cancel a batch with status '" + status.label() + "'."));
        }
        if (status != BatchStatus.CANCELLING) {
            enter(BatchStatus.CANCELLING, now);
        }
    }

    synchronized ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", id).put("object", "batch").put("endpoint", request.endpoint());
        putErrors(node);
        node.put("input_file_id", request.inputFile())
                .put("completion_window", request.window())
                .put("status", status.label())
                .put("output_file_id", outputFile)
                .put("error_file_id", errorFile)
                .put("created_at", created.getEpochSecond())
                .put("expires_at", created.plus(request.limit()).getEpochSecond());
        for (BatchStatus step : BatchStatus.values()) {
            if (step != BatchStatus.VALIDATING) {
                node.put(step.label() + "_at", seconds(step));
            }
        }
        node.putObject("request_counts")
                .put("total", lines.size())
                .put("completed", results == null ? 0 : results.completed())
                .put("failed", results == null ? 0 : results.failed());
        node.set("metadata", request.metadata().isObject() ? request.metadata() : node.nullNode());
        return node;
    }

    private @Nullable Long seconds(BatchStatus step) {
        Instant entered = since.get(step);
        return entered == null ? null : entered.getEpochSecond();
    }

    private void validate(Instant at) {
        Optional<BatchInput> input =
                files.find(request.inputFile()).map(file -> BatchInput.of(file, request.endpoint()));
        problems = input.map(BatchInput::problems)
                .orElseGet(() -> List.of(new BatchInput.Problem(
                        "file_not_found", "The input file '" + request.inputFile() + "' is gone", null)));
        if (problems.isEmpty()) {
            lines = input.orElseThrow().lines();
            enter(BatchStatus.IN_PROGRESS, at);
        } else {
            enter(BatchStatus.FAILED, at);
        }
    }

    private void finish(BatchStatus end, BatchAnswers.Files files, Instant at) {
        results = files;
        outputFile = stored("output", files.output());
        errorFile = stored("error", files.errors());
        enter(end, at);
    }

    private @Nullable String stored(String kind, String content) {
        return content.isEmpty()
                ? null
                : files.add(id + "_" + kind + ".jsonl", "batch_output", content).id();
    }

    private void enter(BatchStatus next, Instant at) {
        status = next;
        since.put(next, at);
    }

    private void putErrors(ObjectNode node) {
        if (problems.isEmpty()) {
            node.putNull("errors");
            return;
        }
        ObjectNode errors = node.putObject("errors").put("object", "list");
        for (BatchInput.Problem problem : problems) {
            errors.withArray("data")
                    .addObject()
                    .put("code", problem.code())
                    .put("message", problem.message())
                    .putNull("param")
                    .put("line", problem.line());
        }
    }
}
