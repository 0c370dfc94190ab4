package dev.wukongsim.qwen;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Counts and cuts text exactly as the Qwen3 family does, offline. The vocabulary is read before the first use, which
 * takes some 0.2 s, and shared by all tokenizers of the process. Thread-safe.
 *
 * <p>Special tokens such as {@code <think>} are recognised wherever they stand. The text between them is normalised to
 * NFC; a surrogate without its partner counts as U+FFFD.
 *
 * <p>Qwen3.5 and later have a larger vocabulary that is not published as a library; for those this is an estimate,
 * see {@link CalibratedTokenCounter}.
 */
public final class QwenTokenizer {

    /** Characters below are in NFC, whatever stands beside them. */
    private static final char FIRST_COMBINING = '\u0300';

    private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

    /**
     * A piece of text that a model sends at once: one token, or the few tokens that share a character.
     *
     * @param tokens at least one
     */
    public record Piece(String text, int tokens) {}

    /** Tokens of a text. */
    public int count(String text) {
        return ids(text, true).size();
    }

    /** The ids of a text's tokens. */
    public int[] encode(String text) {
        return ids(text, true).toArray();
    }

    /**
     * The text that tokens stand for. What {@link #encode} gave comes back as the same text, in NFC between special
     * tokens; bytes that are no character become U+FFFD.
     *
     * @throws IllegalArgumentException if an id is not in the vocabulary
     */
    public String decode(int... ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int id : ids) {
            text.writeBytes(QwenVocabulary.bytes(id));
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Cut a text at the boundaries of its tokens, as a model streams it. The pieces join to the very same text. */
    public List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Utf8Joiner joiner = new Utf8Joiner(pieces);
        for (int id : ids(text, false).toArray()) {
            joiner.add(QwenVocabulary.bytes(id));
        }
        return pieces;
    }

    private static TokenIds ids(String text, boolean normalise) {
        TokenIds ids = new TokenIds(text.length() / 2);
        BytePairs pairs = new BytePairs(QwenVocabulary.table());
        int ordinary = 0;
        for (int mark = text.indexOf('<'); mark >= 0; mark = text.indexOf('<', mark + 1)) {
            int special = QwenVocabulary.specialAt(text, mark);
            if (special >= 0) {
                addOrdinary(text.substring(ordinary, mark), normalise, pairs, ids);
                ids.add(special);
                ordinary = mark + QwenVocabulary.bytes(special).length;
            }
        }
        addOrdinary(text.substring(ordinary), normalise, pairs, ids);
        return ids;
    }

    private static void addOrdinary(String text, boolean normalise, BytePairs pairs, TokenIds ids) {
        byte[] bytes = utf8(text, normalise);
        Words words = new Words(bytes);
        int start = 0;
        while (start < bytes.length) {
            int end = words.end(start);
            pairs.merge(bytes, start, end, ids);
            start = end;
        }
    }

    private static byte[] utf8(String text, boolean normalise) {
        String clean = text;
        if (text.chars().anyMatch(character -> character >= FIRST_COMBINING)) {
            clean = UNPAIRED.matcher(text).replaceAll("\uFFFD");
            clean = normalise ? Normalizer.normalize(clean, Normalizer.Form.NFC) : clean;
        }
        return clean.getBytes(StandardCharsets.UTF_8);
    }
}
