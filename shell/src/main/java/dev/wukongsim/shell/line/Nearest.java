package dev.wukongsim.shell.line;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jline.utils.Levenshtein;

/** Which known word somebody may have meant. */
public final class Nearest {

    private Nearest() {}

    /** The nearest of the known words, if it is near enough to be a slip of the fingers. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> Levenshtein.distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> Levenshtein.distance(word, candidate) <= Math.max(1, candidate.length() / 3));
    }

    /** A question that goes on a message, or a semicolon if nothing is near. */
    public static String question(String word, Collection<String> known, String prefix) {
        return to(word, known)
                .map(candidate -> "; did you mean '" + prefix + candidate + "'?")
                .orElse(";");
    }
}
