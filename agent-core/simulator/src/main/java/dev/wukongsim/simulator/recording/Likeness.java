package dev.wukongsim.simulator.recording;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** How alike texts are, by the pairs of letters that they have in common. */
public final class Likeness {

    private Likeness() {}

    /** From 0 to 1: how much of a text is in the text that has most of it. */
    public static double contained(String wanted, Collection<String> texts) {
        Set<String> pairs = pairs(wanted);
        return texts.stream()
                .mapToDouble(text -> contained(pairs, pairs(text)))
                .max()
                .orElse(0);
    }

    private static double contained(Set<String> wanted, Set<String> there) {
        long common = wanted.stream().filter(there::contains).count();
        return wanted.isEmpty() ? 0 : (double) common / wanted.size();
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
