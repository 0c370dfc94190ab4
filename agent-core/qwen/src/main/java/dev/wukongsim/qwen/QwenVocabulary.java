package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The byte pair ranks of the Qwen3 family, how it splits words, and its special tokens. */
final class QwenVocabulary {

    static final List<String> SPECIAL_TOKENS = List.of(
            "<|endoftext|>",
            "<|im_start|>",
            "<|im_end|>",
            "<|object_ref_start|>",
            "<|object_ref_end|>",
            "<|box_start|>",
            "<|box_end|>",
            "<|quad_start|>",
            "<|quad_end|>",
            "<|vision_start|>",
            "<|vision_end|>",
            "<|vision_pad|>",
            "<|image_pad|>",
            "<|video_pad|>",
            "<tool_call>",
            "</tool_call>",
            "<|fim_prefix|>",
            "<|fim_middle|>",
            "<|fim_suffix|>",
            "<|fim_pad|>",
            "<|repo_name|>",
            "<|file_sep|>",
            "<tool_response>",
            "</tool_response>",
            "<think>",
            "</think>");

    private static final String RANKS = "qwen.tiktoken";
    private static final String WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private QwenVocabulary() {}

    /** Read the vocabulary on the first call. */
    static Encoding encoding() {
        return Holder.ENCODING;
    }

    private static final class Holder {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry()
                .registerGptBytePairEncoding(new GptBytePairEncodingParams(
                        "qwen",
                        // Without the flag \s is ASCII only, and a text with U+3000 is cut wrongly.
                        Pattern.compile(WORDS, Pattern.UNICODE_CHARACTER_CLASS),
                        ranks(),
                        Map.of()))
                .getEncoding("qwen")
                .orElseThrow();
    }

    /** Arrays as keys have no equality of their own; the encoder only goes through the entries. */
    private static IdentityHashMap<byte[], Integer> ranks() {
        IdentityHashMap<byte[], Integer> ranks = new IdentityHashMap<>(1 << 18);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(QwenVocabulary.class.getResourceAsStream(RANKS), RANKS), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                ranks.put(
                        Base64.getDecoder().decode(line.substring(0, space)),
                        Integer.valueOf(line.substring(space + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ranks;
    }
}
