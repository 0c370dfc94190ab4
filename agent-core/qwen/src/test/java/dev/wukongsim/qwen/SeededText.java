package dev.wukongsim.qwen;

import java.util.List;

/**
 * Random text that its seed alone decides: runs from many scripts, signs that tokenizers trip over, and pieces of special
 * tokens. The oracle's script makes the same text from the same seed. Only characters that Unicode has long since fixed.
 */
final class SeededText {

    private static final int[][] BLOCKS = {
        {0x20, 0x7e},
        {0x61, 0x7a},
        {0x30, 0x39},
        {0x09, 0x0d},
        {0xa0, 0xff},
        {0x100, 0x24f},
        {0x250, 0x2af},
        {0x300, 0x36f},
        {0x370, 0x3ff},
        {0x400, 0x4ff},
        {0x531, 0x58a},
        {0x590, 0x5ff},
        {0x600, 0x6ff},
        {0x900, 0x97f},
        {0xe00, 0xe7f},
        {0x1100, 0x11ff},
        {0x1e00, 0x1eff},
        {0x2000, 0x206f},
        {0x2070, 0x209c},
        {0x20a0, 0x20bf},
        {0x2100, 0x218b},
        {0x2190, 0x23ff},
        {0x2460, 0x27bf},
        {0x3000, 0x303f},
        {0x3040, 0x30ff},
        {0x4e00, 0x9fff},
        {0x4e00, 0x5fff},
        {0xac00, 0xd7a3},
        {0xe000, 0xf8ff},
        {0xf900, 0xfad9},
        {0xfb00, 0xfb4f},
        {0xfe00, 0xfe0f},
        {0xff00, 0xffef},
        {0x10330, 0x1034a},
        {0x1d400, 0x1d7ff},
        {0x1f1e6, 0x1f1ff},
        {0x1f300, 0x1f64f},
        {0x1f900, 0x1f9ff},
        {0x20000, 0x2a6df},
    };
    private static final List<String> FRAGMENTS = List.of(
            "'s",
            "'LL",
            "'Re",
            "I'm",
            " the",
            "ing",
            "\r\n",
            "\n\n\n",
            "  ",
            "\t\t",
            "    ",
            "<|im_start|>",
            "<|im_end|>",
            "<think>",
            "</think>",
            "<think",
            "<|",
            "{\"a\": 1}",
            ");\n",
            " \n ",
            "...",
            "====",
            "你好",
            "的",
            "。",
            "👨\u200d👩\u200d👧",
            "e\u0301",
            "1234",
            "\u3000");

    private int state;

    private SeededText(int seed) {
        state = (seed + 1) * 0x9e3779b1 | 1;
    }

    static String of(int seed) {
        return new SeededText(seed).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int runs = 1 + next(12); runs > 0; runs--) {
            if (next(4) == 0) {
                text.append(FRAGMENTS.get(next(FRAGMENTS.size())));
            } else {
                addRun(text, BLOCKS[next(BLOCKS.length)]);
            }
        }
        return text.toString();
    }

    private void addRun(StringBuilder text, int[] block) {
        for (int length = 1 + next(8); length > 0; length--) {
            text.appendCodePoint(block[0] + next(block[1] - block[0] + 1));
        }
    }

    private int next(int bound) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 1) % bound;
    }
}
