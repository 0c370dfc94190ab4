package dev.wukongsim.qwen;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds the bytes of tokens back until they end with a whole character. */
final class Utf8Joiner {

    private final List<QwenTokenizer.Piece> pieces;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int tokens;

    Utf8Joiner(List<QwenTokenizer.Piece> pieces) {
        this.pieces = pieces;
    }

    void add(byte[] token) {
        held.writeBytes(token);
        tokens++;
        if (endsWithWholeCharacter(held.toByteArray())) {
            pieces.add(new QwenTokenizer.Piece(held.toString(StandardCharsets.UTF_8), tokens));
            held.reset();
            tokens = 0;
        }
    }

    private static boolean endsWithWholeCharacter(byte[] bytes) {
        int lead = bytes.length - 1;
        while (lead > 0 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        return bytes.length - lead >= length(bytes[lead]);
    }

    private static int length(byte lead) {
        int bits = lead & 0xFF;
        if (bits >= 0xF0) {
            return 4;
        }
        if (bits >= 0xE0) {
            return 3;
        }
        return bits >= 0xC0 ? 2 : 1;
    }
}
