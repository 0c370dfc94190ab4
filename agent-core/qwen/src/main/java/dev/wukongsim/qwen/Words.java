package dev.wukongsim.qwen;

/**
 * Cuts UTF-8 text into the pieces within which a Qwen tokenizer merges: contractions, words with one leading mark,
 * single digits, runs of marks and of white space. Does by hand what this pattern of the published tokenizer says:
 *
 * <pre>{@code
 * (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
 * }</pre>
 */
final class Words {

    private static final byte LETTER = 0;
    private static final byte NUMBER = 1;
    private static final byte SPACE = 2;
    private static final byte LINE_END = 3;
    private static final byte MARK = 4;

    private static final byte[] CLASSES = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    static {
        for (int character = 0; character < CLASSES.length; character++) {
            CLASSES[character] = classify(character);
        }
    }

    private final byte[] text;

    /** @param text well-formed UTF-8 */
    Words(byte[] text) {
        this.text = text;
    }

    /** Where the piece ends that starts here. */
    int end(int start) {
        byte first = classAt(start);
        if (first == LETTER) {
            return run(start, LETTER);
        }
        int second = start + length(start);
        if (first == NUMBER) {
            return second;
        }
        if (text[start] == '\'') {
            int contraction = contraction(second);
            if (contraction > second) {
                return contraction;
            }
        }
        if (first != LINE_END && is(second, LETTER)) {
            return run(second, LETTER);
        }
        if (first == MARK || (text[start] == ' ' && is(second, MARK))) {
            return run(run(second, MARK), LINE_END);
        }
        return whiteSpace(start);
    }

    /** The end of a contraction whose apostrophe stands before this place, or this place if there is none. */
    private int contraction(int start) {
        if (start == text.length) {
            return start;
        }
        if (start + 1 < text.length && (text[start] & 0xFF) == 0xC5 && (text[start + 1] & 0xFF) == 0xBF) {
            return start + 2; // U+017F, the long s, is an s if case does not matter
        }
        int first = text[start] | 0x20;
        if (first == 's' || first == 't' || first == 'm' || first == 'd') {
            return start + 1;
        }
        int second = start + 1 < text.length ? text[start + 1] | 0x20 : 0;
        boolean two =
                (first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l');
        return two ? start + 2 : start;
    }

    /** All up to the last line end; without one, all but a last space that belongs to the next word. */
    private int whiteSpace(int start) {
        int end = start;
        int lastLineEnd = start;
        int lastSpace = start;
        while (end < text.length && (is(end, SPACE) || is(end, LINE_END))) {
            lastSpace = end;
            lastLineEnd = is(end, LINE_END) ? end + 1 : lastLineEnd;
            end += length(end);
        }
        if (lastLineEnd > start) {
            return lastLineEnd;
        }
        return end == text.length || lastSpace == start ? end : lastSpace;
    }

    private int run(int start, byte kind) {
        int end = start;
        while (is(end, kind)) {
            end += length(end);
        }
        return end;
    }

    private boolean is(int index, byte kind) {
        return index < text.length && classAt(index) == kind;
    }

    private byte classAt(int index) {
        int lead = text[index];
        if (lead >= 0) {
            return CLASSES[lead];
        }
        if (lead >= (byte) 0xF0) {
            return classify((lead & 0x07) << 18 | bits(index + 1) << 12 | bits(index + 2) << 6 | bits(index + 3));
        }
        return lead >= (byte) 0xE0
                ? CLASSES[(lead & 0x0F) << 12 | bits(index + 1) << 6 | bits(index + 2)]
                : CLASSES[(lead & 0x1F) << 6 | bits(index + 1)];
    }

    private int bits(int index) {
        return text[index] & 0x3F;
    }

    private int length(int index) {
        int lead = text[index];
        if (lead >= 0) {
            return 1;
        }
        if (lead >= (byte) 0xF0) {
            return 4;
        }
        return lead >= (byte) 0xE0 ? 3 : 2;
    }

    private static byte classify(int character) {
        if (Character.isLetter(character)) {
            return LETTER;
        }
        if (character == '\r' || character == '\n') {
            return LINE_END;
        }
        if (isWhiteSpace(character)) {
            return SPACE;
        }
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            default -> MARK;
        };
    }

    /** Unicode's White_Space, which is neither {@link Character#isWhitespace} nor {@link Character#isSpaceChar}. */
    private static boolean isWhiteSpace(int character) {
        return Character.isSpaceChar(character) || (character >= '\t' && character <= '\r') || character == 0x85;
    }
}
