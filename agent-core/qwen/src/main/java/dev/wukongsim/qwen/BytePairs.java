package dev.wukongsim.qwen;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Merges the bytes of a piece of text into tokens: always the two neighbours that make the token with the lowest id, the
 * first of them if there are several, until no two neighbours make a token. For one thread.
 */
final class BytePairs {

    /** Up to this many bytes it is quicker to look at every pair than to keep them in order. */
    private static final int SHORT = 96;

    private final TokenTable table;
    private final int[] starts = new int[SHORT + 1];
    private final int[] ranks = new int[SHORT + 1];

    BytePairs(TokenTable table) {
        this.table = table;
    }

    /** Add the tokens of one piece. */
    void merge(byte[] text, int from, int to, TokenIds ids) {
        int whole = table.find(text, from, to);
        if (whole != TokenTable.NONE) {
            ids.add(whole);
        } else if (to - from <= SHORT) {
            mergeShort(text, from, to, ids);
        } else {
            mergeLong(text, from, to, ids);
        }
    }

    private void mergeShort(byte[] text, int from, int to, TokenIds ids) {
        int parts = to - from;
        for (int i = 0; i < parts; i++) {
            starts[i] = from + i;
            ranks[i] = i + 1 < parts ? table.find(text, from + i, from + i + 2) : TokenTable.NONE;
        }
        starts[parts] = to;
        for (int best = lowest(parts); ranks[best] != TokenTable.NONE; best = lowest(parts)) {
            int removed = parts - best - 1;
            System.arraycopy(starts, best + 2, starts, best + 1, removed);
            System.arraycopy(ranks, best + 2, ranks, best + 1, removed - 1);
            parts--;
            ranks[best] = rank(text, best, parts);
            if (best > 0) {
                ranks[best - 1] = rank(text, best - 1, parts);
            }
        }
        for (int i = 0; i < parts; i++) {
            ids.add(table.find(text, starts[i], starts[i + 1]));
        }
    }

    private int lowest(int parts) {
        int lowest = 0;
        for (int i = 1; i < parts; i++) {
            if (ranks[i] < ranks[lowest]) {
                lowest = i;
            }
        }
        return lowest;
    }

    private int rank(byte[] text, int part, int parts) {
        return part + 1 < parts ? table.find(text, starts[part], starts[part + 2]) : TokenTable.NONE;
    }

    /** In n log n steps, so that a megabyte of letters is no attack. */
    private void mergeLong(byte[] text, int from, int to, TokenIds ids) {
        int[] ends = new int[to - from];
        int[] before = new int[to - from];
        Arrays.setAll(ends, i -> i + 1);
        Arrays.setAll(before, i -> i - 1);
        PriorityQueue<Long> pairs = new PriorityQueue<>();
        for (int i = 0; i < ends.length; i++) {
            offer(pairs, text, from, i, ends);
        }
        while (!pairs.isEmpty()) {
            long pair = pairs.remove();
            int left = (int) pair;
            if (ends[left] < 0 || pair != pair(text, from, left, ends)) {
                continue;
            }
            int right = ends[left];
            ends[left] = ends[right];
            ends[right] = -1;
            if (ends[left] < ends.length) {
                before[ends[left]] = left;
            }
            offer(pairs, text, from, left, ends);
            if (before[left] >= 0) {
                offer(pairs, text, from, before[left], ends);
            }
        }
        for (int i = 0; i < ends.length; i = ends[i]) {
            ids.add(table.find(text, from + i, from + ends[i]));
        }
    }

    private void offer(PriorityQueue<Long> pairs, byte[] text, int from, int left, int[] ends) {
        long pair = pair(text, from, left, ends);
        if (pair >= 0) {
            pairs.add(pair);
        }
    }

    /** A part and its right neighbour, ordered by what they make and then by place; negative if they make nothing. */
    private long pair(byte[] text, int from, int left, int[] ends) {
        int right = ends[left];
        int rank = right < ends.length ? table.find(text, from + left, from + ends[right]) : TokenTable.NONE;
        return rank == TokenTable.NONE ? -1 : (long) rank << 32 | left;
    }
}
