package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedTokenCounterTests {

    private static final String TEXT = "悟空,把这个任务拆成三步,然后逐步执行。";

    private final CalibratedTokenCounter counter = new CalibratedTokenCounter(Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"qwen-plus", "qwen3-max", "qwen3-8b", "Qwen/Qwen3-8B", "qwen2.5-7b-instruct", "qwq-plus"})
    void countsModelsOfTheQwen3VocabularyExactly(String model) {
        assertThat(counter.count(model, TEXT)).isEqualTo(new Count(14, false));
        assertThat(counter.count(request(model))).isEqualTo(new QwenTokenCounter().count(request(model)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"qwen3.5-plus", "qwen3.7-max", "qwen4-plus", "Qwen/Qwen3.5-27B", "kimi-k2.6", "deepseek-v4-pro"})
    void marksCountsOfOtherVocabulariesAsEstimatesAndReservesMore(String model) {
        assertThat(counter.count(model, TEXT)).isEqualTo(new Count(14, true));
        assertThat(counter.count(request(model))).isGreaterThan(new QwenTokenCounter().count(request(model)));
    }

    @Test
    void learnsFromEachAnswerForItsModelOnly() {
        long local = new QwenTokenCounter().count(request("kimi-k2.6"));
        ModelClient model = new CalibratingModel(endpointThatCounts(local * 2), counter);

        model.call(request("kimi-k2.6"), TokenListener.NONE);

        assertThat(counter.count("kimi-k2.6", TEXT)).isEqualTo(new Count(28, true));
        assertThat(counter.count("glm-5", TEXT)).isEqualTo(new Count(14, true));
        assertThat(counter.calibrations()).containsOnlyKeys("kimi-k2.6");
    }

    @Test
    void startsWithWhatWasLearntBefore() {
        CalibratedTokenCounter next = new CalibratedTokenCounter(Map.of("glm-5", Calibration.NONE.observe(2, 3)));

        assertThat(next.count("glm-5", TEXT)).isEqualTo(new Count(21, true));
    }

    @Test
    void estimatesAModelOfTheVocabularyOnceItsEndpointCountsOtherwise() {
        ChatRequest request = request("qwen-plus");
        long local = new QwenTokenCounter().count(request);
        counter.observe(request, Usage.of(local, 1));
        Count before = counter.count("qwen-plus", TEXT);

        counter.observe(request, Usage.of(local + 1, 1));

        assertThat(before.estimated()).isFalse();
        assertThat(counter.count("qwen-plus", TEXT).estimated()).isTrue();
    }

    @Test
    void learnsNothingFromEstimatesAndEmptyUsage() {
        counter.observe(request("glm-5"), Usage.estimate(1_000, 1));
        counter.observe(request("glm-5"), Usage.of(0, 1));

        assertThat(counter.calibrations()).isEmpty();
    }

    private static ModelClient endpointThatCounts(long input) {
        return (request, listener) -> new ModelReply(AiMessage.from("ok"), Usage.of(input, 1), FinishReason.STOP);
    }

    private static ChatRequest request(String model) {
        return ChatRequest.builder()
                .messages(UserMessage.from(TEXT))
                .modelName(model)
                .build();
    }
}
