package dev.wukongsim.simulator.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenTokenizer;
import java.util.Arrays;
import java.util.List;

/** A request as the model reads it: tokens, and where among them the cache markers stand. */
public final class Prompt {

    static final int MOST_MARKERS = 4;
    private static final int LOOK_BACK = 20;
    private static final String ANSWER = "<|im_start|>assistant\n";

    /**
     * A cache marker.
     *
     * @param tokens before it
     * @param floor an earlier beginning must be at least this long to be looked for
     */
    record Marker(int tokens, int floor) {}

    private final long[] hashes;
    private final List<Marker> markers;

    private Prompt(int[] ids, List<Marker> markers) {
        this.hashes = hashes(ids);
        this.markers = markers;
    }

    /** Read a chat request in the compatible form. Of more than four markers the last four count. */
    public static Prompt of(JsonNode request, QwenTokenizer tokenizer) {
        int[] ids = tokenizer.encode(ChatTemplate.render(request));
        Markers markers = new Markers(request);
        List<Integer> marked = markers.marked();
        return new Prompt(
                ids,
                marked.subList(Math.max(0, marked.size() - MOST_MARKERS), marked.size()).stream()
                        .map(block -> new Marker(
                                shared(ids, markers.upTo(block), tokenizer),
                                block < LOOK_BACK ? 0 : shared(ids, markers.upTo(block - LOOK_BACK), tokenizer)))
                        .toList());
    }

    /** Whether a request has cache markers. */
    public static boolean isMarked(JsonNode request) {
        return Markers.in(request);
    }

    /** All tokens of the request. */
    public int tokens() {
        return hashes.length - 1;
    }

    List<Marker> markers() {
        return markers;
    }

    /** Stands for the first so many tokens. */
    long hash(int tokens) {
        return hashes[tokens];
    }

    /** How many tokens the request shares with its own beginning, where that ends and no answer begins. */
    private static int shared(int[] ids, JsonNode beginning, QwenTokenizer tokenizer) {
        String text = ChatTemplate.render(beginning);
        int end = text.lastIndexOf(ANSWER);
        int[] part = tokenizer.encode(text.substring(0, end));
        int mismatch = Arrays.mismatch(ids, part);
        return mismatch < 0 ? part.length : mismatch;
    }

    private static long[] hashes(int[] ids) {
        long[] hashes = new long[ids.length + 1];
        for (int i = 0; i < ids.length; i++) {
            long mixed = (hashes[i] ^ ids[i]) * 0x9E3779B97F4A7C15L;
            hashes[i + 1] = mixed ^ (mixed >>> 29);
        }
        return hashes;
    }
}
