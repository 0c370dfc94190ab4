package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.chat.Caller;
import dev.wukongsim.simulator.chat.Chat;
import dev.wukongsim.simulator.chat.ChatCall;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.compatible.PlainAnswer;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.reply.MockIds;
import java.time.InstantSource;
import java.util.List;

/** Answers the lines of batches, one after another. Thread-safe. */
public final class BatchAnswers {

    private final Chat chat;
    private final Catalogue catalogue;
    private final MockIds ids;
    private final InstantSource clock;

    /** The two files that come of a batch, and how many lines are in each. */
    record Files(String output, int completed, String errors, int failed) {}

    /**
     * Answers by a chat.
     *
     * @param ids of lines and of answers that are not the chat's
     * @param clock tells when those answers were created
     */
    public BatchAnswers(Chat chat, Catalogue catalogue, MockIds ids, InstantSource clock) {
        this.chat = chat;
        this.catalogue = catalogue;
        this.ids = ids;
        this.clock = clock;
    }

    /** Answer these lines. */
    Files answer(List<BatchLine> lines) {
        StringBuilder output = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        int completed = 0;
        for (BatchLine line : lines) {
            try {
                output.append(answered(line, body(line))).append('\n');
                completed++;
            } catch (RefusedException e) {
                errors.append(refused(line, e.error())).append('\n');
            }
        }
        return new Files(output.toString(), completed, errors.toString(), lines.size() - completed);
    }

    /** What becomes of lines whose time has run out. */
    Files expire(List<BatchLine> lines) {
        StringBuilder errors = new StringBuilder();
        for (BatchLine line : lines) {
            ObjectNode node = node(line);
            node.putNull("response");
            node.putObject("error")
                    .put("code", "batch_expired")
                    .put("message", "The request was not answered before the completion window ended.");
            errors.append(node).append('\n');
        }
        return new Files("", 0, errors.toString(), lines.size());
    }

    private ObjectNode body(BatchLine line) {
        if (line.body().path("model").asText("").equals(BatchInput.TEST_MODEL)) {
            return testAnswer(line);
        }
        if (line.body().path("stream").asBoolean(false)) {
            throw new RefusedException(
                    ProviderError.invalidRequest("Requests of a batch cannot stream; leave out 'stream'."));
        }
        ChatCall call = ChatCall.of(line.body(), line.bytes(), Caller.UNKNOWN, catalogue);
        Completed completed = chat.complete(call);
        return PlainAnswer.of(call, completed.inOnePiece());
    }

    /** The same for every request. */
    private ObjectNode testAnswer(BatchLine line) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("created", clock.instant().getEpochSecond());
        body.putObject("usage")
                .put("completion_tokens", 6)
                .put("prompt_tokens", 20)
                .put("total_tokens", 26);
        body.put("model", BatchInput.TEST_MODEL).put("id", ids.next("chatcmpl-", "test/" + line.customId()));
        ObjectNode choice = body.putArray("choices")
                .addObject()
                .put("finish_reason", "stop")
                .put("index", 0);
        choice.putObject("message").put("content", "This is a test result.");
        return body.put("object", "chat.completion");
    }

    private ObjectNode answered(BatchLine line, ObjectNode body) {
        ObjectNode node = node(line);
        putResponse(node, 200, body);
        return node.putNull("error");
    }

    private ObjectNode refused(BatchLine line, ProviderError error) {
        ObjectNode node = node(line);
        putResponse(node, error.status(), error.body(""));
        node.putObject("error").put("code", error.code()).put("message", error.message());
        return node;
    }

    private static void putResponse(ObjectNode line, int status, ObjectNode body) {
        String requestId = body.path("id").asText(line.path("id").asText());
        line.putObject("response")
                .put("status_code", status)
                .put("request_id", requestId.replaceFirst("^chatcmpl-", ""))
                .set("body", body);
    }

    private ObjectNode node(BatchLine line) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", ids.next("", "line/" + line.customId()))
                .put("custom_id", line.customId());
    }
}
