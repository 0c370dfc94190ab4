package dev.wukongsim.redis;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Reads a line of words from left to right. */
final class Words {

    private final String[] words;
    private int next;

    private Words(String line) {
        words = line.split(" ", -1);
    }

    /**
     * Read a line.
     *
     * @throws CorruptRowException if it is not what the reader expects
     */
    static <T> T read(String kind, String id, String line, Function<Words, T> reader) {
        try {
            return reader.apply(new Words(line));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new CorruptRowException(kind, id, e);
        }
    }

    String text() {
        return words[next++];
    }

    long number() {
        return Long.parseLong(text());
    }

    Instant moment() {
        return Instant.ofEpochMilli(number());
    }

    boolean hasMore() {
        return next < words.length;
    }

    /** The words that are left. */
    List<String> rest() {
        List<String> rest = List.of(words).subList(next, words.length);
        next = words.length;
        return rest;
    }
}
