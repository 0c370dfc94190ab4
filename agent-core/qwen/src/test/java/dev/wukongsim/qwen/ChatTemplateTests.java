package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatTemplateTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request and its tokens: rendered by the published Qwen3 template, counted by the published tokenizer. */
    record Sample(String name, int tokens, JsonNode request) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> samples() throws IOException {
        return JSON.readValue(
                ChatTemplateTests.class.getResourceAsStream("chat-counts.json"), new TypeReference<List<Sample>>() {});
    }

    @ParameterizedTest
    @MethodSource("samples")
    void rendersWhatThePublishedTemplateDoes(Sample sample) {
        String text = ChatTemplate.render(sample.request());

        assertThat(new QwenTokenizer().count(text)).as(text).isEqualTo(sample.tokens());
    }

    @Test
    void joinsTheTextPartsOfAMessage() throws IOException {
        JsonNode message = JSON.readTree("""
                {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url"}, {"type": "text", "text": "b"}]}
                """);

        assertThat(ChatTemplate.content(message)).isEqualTo("ab");
    }

    @Test
    void leavesOutWhatIsNotAsItShouldBe() throws IOException {
        JsonNode request =
                JSON.readTree("{\"messages\": [1, null, {\"role\": 7}, {\"role\": \"user\"}], \"tools\": 3}");

        assertThat(ChatTemplate.render(request)).isEqualTo("<|im_start|>user\n<|im_end|>\n<|im_start|>assistant\n");
    }
}
