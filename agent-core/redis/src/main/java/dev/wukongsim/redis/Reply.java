package dev.wukongsim.redis;

import java.util.List;

/** What one of our functions answers: a word, and what belongs to it. All of it text. */
record Reply(List<String> parts) {

    String word() {
        return parts.getFirst();
    }

    String text(int index) {
        return parts.get(index);
    }

    long number(int index) {
        return Long.parseLong(parts.get(index));
    }

    /** The part of it that begins there. */
    Reply from(int index) {
        return new Reply(parts.subList(index, parts.size()));
    }

    IllegalStateException unexpected() {
        return new IllegalStateException("Redis function answered " + parts);
    }
}
