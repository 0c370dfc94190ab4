package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTests {

    /** The published pattern; the flag makes white space and case those of Unicode. */
    private static final Pattern PUBLISHED = Pattern.compile(
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
                    + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    @Property(tries = 5_000)
    void cutsAnyTextAsThePublishedPatternDoes(@ForAll("texts") String text) {
        assertThat(cut(text)).isEqualTo(published(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "'l",
                "'lx 'll 'LLx 're 'r 've 'v",
                "'\u017f'\u017fx '\u00c5 '\u212a",
                "a'b 'b  'b",
                "a  b   c\u3000\u3000d\u3000e",
                " \n x\n\n  \r\n ",
                "  ",
                " ...\r\n\r\n...",
                "12½Ⅷ x1 \u0661",
                "\u0085a\u0085\u0085b\u180ec\ufeffd",
                "𝒳𝒴 𐍈 𠮷𠮷 👍👍x",
            })
    void cutsWhatIsHardAsThePublishedPatternDoes(String text) {
        List<String> pieces = cut(text);

        assertThat(pieces).isEqualTo(published(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyText.valid();
    }

    private static List<String> published(String text) {
        return PUBLISHED.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Words words = new Words(bytes);
        List<String> pieces = new ArrayList<>();
        for (int start = 0, end; start < bytes.length; start = end) {
            end = words.end(start);
            pieces.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        }
        return pieces;
    }
}
