package dev.wukongsim.qwen;

import java.util.Arrays;
import java.util.List;

/** A vocabulary: byte strings numbered from 0, laid out in one array and found by hash. Immutable. */
final class TokenTable {

    /** Answer for a byte string that is no token; larger than every id. */
    static final int NONE = Integer.MAX_VALUE;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] slots;

    /**
     * Build a table.
     *
     * @param tokens by id; none is empty
     */
    TokenTable(List<byte[]> tokens) {
        bytes = new byte[tokens.stream().mapToInt(token -> token.length).sum()];
        starts = new int[tokens.size() + 1];
        slots = new int[Integer.highestOneBit(tokens.size()) << 2];
        Arrays.fill(slots, NONE);
        for (int id = 0; id < tokens.size(); id++) {
            byte[] token = tokens.get(id);
            System.arraycopy(token, 0, bytes, starts[id], token.length);
            starts[id + 1] = starts[id] + token.length;
            slots[freeSlot(token)] = id;
        }
    }

    int size() {
        return starts.length - 1;
    }

    /** The id of the token that a part of a text is, or {@link #NONE}. */
    int find(byte[] text, int from, int to) {
        int slot = hash(text, from, to);
        while (slots[slot] != NONE && !is(slots[slot], text, from, to)) {
            slot = next(slot);
        }
        return slots[slot];
    }

    byte[] token(int id) {
        return Arrays.copyOfRange(bytes, starts[id], starts[id + 1]);
    }

    private int freeSlot(byte[] token) {
        int slot = hash(token, 0, token.length);
        while (slots[slot] != NONE) {
            slot = next(slot);
        }
        return slot;
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private boolean is(int id, byte[] text, int from, int to) {
        return Arrays.equals(bytes, starts[id], starts[id + 1], text, from, to);
    }

    private int hash(byte[] text, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 0x01000193 ^ text[i];
        }
        hash *= 0x9E3779B1;
        return (hash ^ hash >>> 15) & (slots.length - 1);
    }
}
