package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The 151,643 byte strings of the Qwen3 family and its special tokens. */
final class QwenVocabulary {

    private static final List<String> SPECIAL_TOKENS = List.of(
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

    /** Ids from here on are special tokens, in the order of {@link #SPECIAL_TOKENS}. */
    private static final int FIRST_SPECIAL = 151_643;

    private static final String RANKS = "qwen.tiktoken";

    private QwenVocabulary() {}

    /** The byte strings that text is made of. Read on the first call. */
    static TokenTable table() {
        return Holder.TABLE;
    }

    /** The id of the special token that stands at a place of a text, or -1. */
    static int specialAt(String text, int start) {
        for (int i = 0; i < SPECIAL_TOKENS.size(); i++) {
            if (text.startsWith(SPECIAL_TOKENS.get(i), start)) {
                return FIRST_SPECIAL + i;
            }
        }
        return -1;
    }

    /** What a token stands for. */
    static byte[] bytes(int id) {
        int size = FIRST_SPECIAL + SPECIAL_TOKENS.size();
        if (id < 0 || id >= size) {
            throw new IllegalArgumentException("Token ids go from 0 to " + (size - 1) + ", and " + id + " is none");
        }
        return id < FIRST_SPECIAL
                ? table().token(id)
                : SPECIAL_TOKENS.get(id - FIRST_SPECIAL).getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Holder {
        static final TokenTable TABLE = new TokenTable(read());
    }

    /** A line holds the bytes in Base64, a space and the id; ids rise by one. */
    private static List<byte[]> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(QwenVocabulary.class.getResourceAsStream(RANKS), RANKS), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .map(line -> Base64.getDecoder().decode(line.substring(0, line.indexOf(' '))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
