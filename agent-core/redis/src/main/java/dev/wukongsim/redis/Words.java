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
            Words words = new Words(line);
            T row = reader.apply(words);
            if (words.hasMore()) {
                throw new CorruptRowException(kind, id);
            }
            return row;
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

    /** A number that is never negative. */
    long count() {
        long number = number();
        if (number < 0) {
            throw new IllegalArgumentException(number + " is negative");
        }
        return number;
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
