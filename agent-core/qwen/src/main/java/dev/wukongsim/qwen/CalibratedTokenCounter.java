package dev.wukongsim.qwen;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Counts for any model: exactly for those with the Qwen3 vocabulary, for all others by what their endpoints have reported
 * so far. A model with that vocabulary whose endpoint ever reports another count is estimated too. Thread-safe.
 *
 * <p>For real endpoints. The mocked Qwen counts every model exactly as {@link QwenTokenCounter} does.
 */
public final class CalibratedTokenCounter implements TokenCounter {

    /** Up to Qwen3, whoever serves it; Qwen3.5 and later have another vocabulary. */
    private static final Pattern QWEN3_VOCABULARY =
            Pattern.compile("([^/]*/)*+(qwen(?!3\\.|[4-9])|qwq|qvq).*", Pattern.CASE_INSENSITIVE);

    private final TokenCounter local = new QwenTokenCounter();
    private final AtomicReference<Map<String, Calibration>> calibrations;

    /** A counter that starts with what was learnt before, by model. */
    public CalibratedTokenCounter(Map<String, Calibration> calibrations) {
        this.calibrations = new AtomicReference<>(Map.copyOf(calibrations));
    }

    /** What was learnt so far, by model. */
    public Map<String, Calibration> calibrations() {
        return calibrations.get();
    }

    /** Tokens of a text, or of a whole request rendered by {@link ChatTemplate}. */
    public Count count(String model, String text) {
        long tokens = local.count(text);
        return isExact(model)
                ? new Count(tokens, false)
                : new Count(calibration(model).estimate(tokens), true);
    }

    /** Tokens of a text by the Qwen3 vocabulary. */
    @Override
    public long count(String text) {
        return local.count(text);
    }

    @Override
    public long count(AiMessage answer) {
        return local.count(answer);
    }

    /**
     * Tokens to reserve for a request's input: the exact count, or one that the request's model is most unlikely to
     * exceed.
     */
    @Override
    public long count(ChatRequest request) {
        long tokens = local.count(request);
        String model = request.modelName();
        return isExact(model) ? tokens : calibration(model).upperBound(tokens);
    }

    /**
     * Learn from a call.
     *
     * @param usage as the endpoint reported it; an estimate or a usage without input teaches nothing
     */
    public void observe(ChatRequest request, Usage usage) {
        long tokens = local.count(request);
        if (usage.estimated() || usage.input() == 0 || tokens == 0) {
            return;
        }
        calibrations.updateAndGet(before -> {
            Map<String, Calibration> after = new HashMap<>(before);
            Calibration known = before.getOrDefault(request.modelName(), Calibration.NONE);
            after.put(request.modelName(), known.observe(tokens, usage.input()));
            return Map.copyOf(after);
        });
    }

    private boolean isExact(String model) {
        return QWEN3_VOCABULARY.matcher(model).matches() && calibration(model).agrees();
    }

    private Calibration calibration(String model) {
        return calibrations.get().getOrDefault(model, Calibration.NONE);
    }
}
