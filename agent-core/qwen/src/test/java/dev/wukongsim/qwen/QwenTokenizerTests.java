package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QwenTokenizerTests {

    private final QwenTokenizer tokenizer = new QwenTokenizer();

    /** A text and its tokens as counted by the published Qwen3 tokenizer. */
    record Sample(int tokens, String text) {}

    static List<Sample> samples() throws IOException {
        return new ObjectMapper()
                .readValue(
                        QwenTokenizerTests.class.getResourceAsStream("token-counts.json"),
                        new TypeReference<List<Sample>>() {});
    }

    @ParameterizedTest
    @MethodSource("samples")
    void countsAsThePublishedTokenizerDoes(Sample sample) {
        int tokens = tokenizer.count(sample.text());

        assertThat(tokens).isEqualTo(sample.tokens());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void cutsPiecesThatJoinToTheVerySameText(Sample sample) {
        List<QwenTokenizer.Piece> pieces = tokenizer.pieces(sample.text());

        assertThat(pieces.stream().map(QwenTokenizer.Piece::text).collect(Collectors.joining()))
                .isEqualTo(sample.text());
    }

    @Test
    void cutsOnePieceForEachToken() {
        List<QwenTokenizer.Piece> pieces = tokenizer.pieces("悟空,把这个任务拆成三步,然后逐步执行。");

        assertThat(pieces).hasSize(14).allMatch(piece -> piece.tokens() == 1);
    }

    @Test
    void keepsACharacterTogetherThatTakesSeveralTokens() {
        List<QwenTokenizer.Piece> pieces = tokenizer.pieces("ok 𐍈!");

        assertThat(pieces)
                .extracting(QwenTokenizer.Piece::text)
                .anyMatch(text -> text.contains("𐍈"))
                .noneMatch(text -> text.contains("\uFFFD"));
        assertThat(pieces.stream().mapToInt(QwenTokenizer.Piece::tokens).sum()).isEqualTo(tokenizer.count("ok 𐍈!"));
    }

    @Test
    void countsASpecialTokenAsOne() {
        assertThat(tokenizer.pieces("<think>x</think>"))
                .containsExactly(
                        new QwenTokenizer.Piece("<think>", 1),
                        new QwenTokenizer.Piece("x", 1),
                        new QwenTokenizer.Piece("</think>", 1));
    }
}
