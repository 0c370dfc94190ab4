package dev.wukongsim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of models, and embeddings, by the OpenAI SDK for Java. */
class OpenAiJavaListsIntegrationTests {

    private final MockQwen mock = MockQwen.start(0, Replies.of(), 0);
    private final OpenAIClient client = OpenAiJava.client(mock);

    @AfterEach
    void stop() {
        client.close();
        mock.close();
    }

    @Test
    void listsTheModelsOfTheCatalogue() {
        List<Model> models = client.models().list().autoPager().stream().toList();

        assertThat(models)
                .extracting(Model::id)
                .contains("qwen-plus", "qwen3-max")
                .doesNotHaveDuplicates();
        assertThat(models).allSatisfy(model -> {
            assertThat(model.ownedBy()).isNotBlank();
            assertThat(model.created()).isPositive();
        });
    }

    @Test
    void embedsEqualTextsEqually() {
        CreateEmbeddingResponse answer = embed(EmbeddingCreateParams.builder()
                .inputOfArrayOfStrings(List.of("你好", "hello", "你好"))
                .dimensions(64));

        assertThat(answer.data()).extracting(Embedding::index).containsExactly(0L, 1L, 2L);
        assertThat(answer.data())
                .allSatisfy(item -> assertThat(item.embedding()).hasSize(64));
        assertThat(answer.data().get(2).embedding())
                .isEqualTo(answer.data().get(0).embedding());
        assertThat(answer.data().get(1).embedding())
                .isNotEqualTo(answer.data().get(0).embedding());
        assertThat(answer.usage().promptTokens()).isPositive();
        assertThat(answer.usage().totalTokens()).isEqualTo(answer.usage().promptTokens());
    }

    @Test
    void unpacksTheSameVectorFromBase64() {
        List<Float> numbers = embed(EmbeddingCreateParams.builder()
                        .input("你好")
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT))
                .data()
                .getFirst()
                .embedding();

        List<Float> unpacked = embed(EmbeddingCreateParams.builder()
                        .input("你好")
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64))
                .data()
                .getFirst()
                .embedding();

        assertThat(unpacked).hasSize(1_024).isEqualTo(numbers);
    }

    private CreateEmbeddingResponse embed(EmbeddingCreateParams.Builder request) {
        return client.embeddings().create(request.model("text-embedding-v4").build());
    }
}
