package dev.wukongsim.simulator.reply;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The texts that guards look for, by subject. One pass over a value finds all of them, however many there are. */
final class Vocabulary {

    private final Map<Subject, AhoCorasickDoubleArrayTrie<String>> automatons = new HashMap<>();

    Vocabulary(Collection<Guard> guards) {
        Map<Subject, TreeMap<String, String>> texts = new HashMap<>();
        for (Guard guard : guards) {
            if (guard instanceof Guard.Contains wanted) {
                texts.computeIfAbsent(wanted.subject(), subject -> new TreeMap<>())
                        .put(wanted.text(), wanted.text());
            }
        }
        texts.forEach((subject, words) -> {
            AhoCorasickDoubleArrayTrie<String> automaton = new AhoCorasickDoubleArrayTrie<>();
            automaton.build(words);
            automatons.put(subject, automaton);
        });
    }

    Set<String> in(Subject subject, List<String> values) {
        Set<String> found = new HashSet<>();
        AhoCorasickDoubleArrayTrie<String> automaton = automatons.get(subject);
        if (automaton != null) {
            values.forEach(value -> automaton.parseText(value, (begin, end, word) -> {
                found.add(word);
            }));
        }
        return found;
    }
}
