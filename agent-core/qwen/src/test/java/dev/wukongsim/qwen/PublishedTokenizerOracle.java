package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares every token id with the published Qwen3 tokenizer: 20,000 seeded strings and all texts of this repository.
 * Needs node, npm and a network, so it runs on request only: {@code mvn verify -pl agent-core/qwen -am -Poracle}.
 */
class PublishedTokenizerOracle {

    private static final Path REFERENCE = Path.of("target", "oracle", "reference.jsonl");

    private final QwenTokenizer tokenizer = new QwenTokenizer();

    /** A text and its ids by the published tokenizer; the seed is negative if the text is a file. */
    record Reference(String name, int seed, String text, List<Integer> ids) {}

    @Test
    void encodesAsThePublishedTokenizerDoes() throws IOException {
        int texts = 0;
        long tokens = 0;

        try (MappingIterator<Reference> references =
                new ObjectMapper().readerFor(Reference.class).readValues(REFERENCE.toFile())) {
            while (references.hasNext()) {
                Reference reference = references.next();
                assertThat(tokenizer.encode(reference.text()))
                        .as(reference.name())
                        .containsExactly(reference.ids().toArray(Integer[]::new));
                if (reference.seed() >= 0) {
                    assertThat(SeededText.of(reference.seed()))
                            .as(reference.name())
                            .isEqualTo(reference.text());
                }
                texts++;
                tokens += reference.ids().size();
            }
        }

        assertThat(texts).isGreaterThan(20_000);
        assertThat(tokens).isGreaterThan(500_000);
    }
}
