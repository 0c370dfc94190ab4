package dev.wukongsim.simulator.recording;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.qwen.WireChatRequest;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that remembers what it was asked and what it said, for the mocked Qwen to say again. Calls that failed are not
 * remembered. Headers and keys never are; what looks like a secret in a request or an answer is redacted. Thread-safe.
 *
 * <pre>{@code
 * Recorder recorder = new Recorder(new QwenClient(endpoint, counter), Redaction.of(List.of(endpoint.apiKey())));
 * …
 * recorder.save(Path.of("replies/expense.recording.yaml"), "qwen-plus, 2026-11-22");
 * }</pre>
 */
public final class Recorder implements ModelClient {

    private final ModelClient model;
    private final Redaction redaction;
    private final List<Exchange> exchanges = new ArrayList<>();

    /**
     * Record a model.
     *
     * @param redaction knows the keys in use
     */
    public Recorder(ModelClient model, Redaction redaction) {
        this.model = requireNonNull(model, "model is null");
        this.redaction = requireNonNull(redaction, "redaction is null");
    }

    @Override
    public ModelReply call(ChatRequest request, TokenListener listener) {
        ModelReply reply = model.call(request, listener);
        Redactor redactor = redaction.start();
        CanonicalRequest canonical = CanonicalRequest.of(WireChatRequest.json(request), redactor);
        Exchange exchange = new Exchange(canonical.hash(), canonical.request(), answer(reply, redactor));
        synchronized (exchanges) {
            exchanges.add(exchange);
        }
        return reply;
    }

    /** What was recorded so far, in the order in which answers were complete. */
    public List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    /**
     * Write what was recorded so far. The file must not be there yet.
     *
     * @param about where it comes from, for those who read the file
     * @throws SecretLeftException if there is still a secret in it; then there is no file
     * @throws java.io.UncheckedIOException if the file cannot be written, or is already there
     */
    public void save(Path path, String about) {
        RecordingFile.write(path, about, exchanges(), redaction);
    }

    private static Exchange.Answer answer(ModelReply reply, Redactor redactor) {
        AiMessage message = reply.message();
        List<Exchange.Call> calls = message.toolExecutionRequests().stream()
                .map(call -> new Exchange.Call(call.name(), redactor.redact(call.arguments())))
                .toList();
        Usage usage = reply.usage();
        return new Exchange.Answer(
                redacted(message.thinking(), redactor),
                redacted(message.text(), redactor),
                calls,
                new Exchange.Tokens(
                        usage.input(), usage.cachedInput(), usage.cacheWrite(), usage.output(), usage.reasoning()),
                finish(reply.finishReason()));
    }

    private static @Nullable String redacted(@Nullable String text, Redactor redactor) {
        return text == null || text.isEmpty() ? null : redactor.redact(text);
    }

    private static String finish(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "stop";
            case LENGTH -> "length";
            case TOOL_EXECUTION -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
