package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Rows of the table that the published tokenizer made: seed of a text, its tokens, hash of their ids. */
    @ParameterizedTest
    @CsvFileSource(resources = "token-ids.csv")
    void encodesSeededTextsAsThePublishedTokenizerDoes(int seed, int tokens, long hash) {
        int[] ids = tokenizer.encode(SeededText.of(seed));

        assertThat(ids).hasSize(tokens);
        assertThat(hash(ids)).isEqualTo(hash);
    }

    @Property
    void decodesWhatItEncoded(@ForAll("texts") String text) {
        String expected = Normalizer.normalize(text, Normalizer.Form.NFC);

        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(expected);
    }

    @Property
    void cutsAnyTextIntoPiecesThatJoinToTheVerySameText(@ForAll("texts") String text) {
        List<QwenTokenizer.Piece> pieces = tokenizer.pieces(text);

        assertThat(pieces.stream().map(QwenTokenizer.Piece::text).collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @Property(tries = 300)
    void countsAsManyTokensAsItEncodes(@ForAll String text) {
        assertThat(tokenizer.count(text)).isEqualTo(tokenizer.encode(text).length);
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.valid();
    }

    @Test
    void encodesSpecialTokensWhereverTheyStand() {
        int[] ids = tokenizer.encode("<|im_start|>user\n你好<|im_end|>\n<think></think><");

        assertThat(ids).containsExactly(151_644, 872, 198, 108_386, 151_645, 198, 151_667, 151_668, 27);
        assertThat(tokenizer.decode(ids)).isEqualTo("<|im_start|>user\n你好<|im_end|>\n<think></think><");
    }

    @Test
    void takesASurrogateWithoutPartnerForAReplacementCharacter() {
        int[] ids = tokenizer.encode("a\ud800b");

        assertThat(ids).containsExactly(64, 5_691, 65);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 151_669, Integer.MAX_VALUE})
    void refusesToDecodeWhatIsNoToken(int id) {
        assertThatThrownBy(() -> tokenizer.decode(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Token ids go from 0 to 151668, and " + id + " is none");
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

    private static long hash(int[] ids) {
        int hash = 0x811c9dc5;
        for (int id : ids) {
            hash = (hash ^ id) * 0x01000193;
        }
        return Integer.toUnsignedLong(hash);
    }
}
