package dev.wukongsim.qwen;

import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.IntArrayList;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts and cuts text exactly as the Qwen3 family does, offline. The vocabulary of 151,643 entries is read before the
 * first use, which takes some 0.4 s, and shared by all tokenizers of the process. Thread-safe.
 *
 * <p>Qwen3.5 and later have a larger vocabulary that is not published as a library; for those this is an estimate.
 */
public final class QwenTokenizer {

    private static final Pattern SPECIAL = Pattern.compile(
            QwenVocabulary.SPECIAL_TOKENS.stream().map(Pattern::quote).collect(Collectors.joining("|")));

    /**
     * A piece of text that a model sends at once: one token, or the few tokens that share a character.
     *
     * @param tokens at least one
     */
    public record Piece(String text, int tokens) {}

    /** Tokens of a text. Special tokens such as {@code <think>} count as one each, the rest is normalised to NFC. */
    public int count(String text) {
        int count = 0;
        int ordinary = 0;
        Matcher special = SPECIAL.matcher(text);
        while (special.find()) {
            count += countOrdinary(text.substring(ordinary, special.start())) + 1;
            ordinary = special.end();
        }
        return count + countOrdinary(text.substring(ordinary));
    }

    /** Cut a text at the boundaries of its tokens, as a model streams it. The pieces join to the very same text. */
    public List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int ordinary = 0;
        Matcher special = SPECIAL.matcher(text);
        while (special.find()) {
            addPieces(text.substring(ordinary, special.start()), pieces);
            pieces.add(new Piece(special.group(), 1));
            ordinary = special.end();
        }
        addPieces(text.substring(ordinary), pieces);
        return pieces;
    }

    private static int countOrdinary(String text) {
        return text.isEmpty()
                ? 0
                : QwenVocabulary.encoding().countTokensOrdinary(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    private static void addPieces(String text, List<Piece> pieces) {
        if (text.isEmpty()) {
            return;
        }
        Encoding encoding = QwenVocabulary.encoding();
        IntArrayList tokens = encoding.encodeOrdinary(text);
        Utf8Joiner joiner = new Utf8Joiner(pieces);
        for (int i = 0; i < tokens.size(); i++) {
            IntArrayList single = new IntArrayList(1);
            single.add(tokens.get(i));
            joiner.add(encoding.decodeBytes(single));
        }
    }
}
