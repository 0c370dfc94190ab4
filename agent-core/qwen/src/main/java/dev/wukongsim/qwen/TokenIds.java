package dev.wukongsim.qwen;

import java.util.Arrays;

/** A growing list of token ids. */
final class TokenIds {

    private int[] ids;
    private int size;

    TokenIds(int expected) {
        ids = new int[Math.max(16, expected)];
    }

    void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
