package dev.wukongsim.tools.office;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Full-text search for a few hundred documents. Chinese is not written in words, so a Chinese run is searched by its
 * pairs of characters. A long word says more than a short one, and a hit in id or title counts three times.
 */
final class DocumentSearch {

    /** @param line the first line of the text with a hit; empty if only the title has one */
    record Hit(Document document, int score, String line) {}

    private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[[\\p{L}\\p{N}_.@-]&&[^\\p{IsHan}]]+");
    private static final int LINE = 120;

    private final Set<String> terms;

    DocumentSearch(String query) {
        this.terms = terms(query);
    }

    /** The best first; equally good ones by id. */
    List<Hit> among(Stream<Document> documents) {
        return documents
                .map(this::hit)
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingInt(Hit::score)
                        .reversed()
                        .thenComparing(hit -> hit.document().id()))
                .toList();
    }

    private Hit hit(Document document) {
        String heading = normal(document.id() + " " + document.title());
        String text = normal(document.text());
        int score = terms.stream()
                .mapToInt(term -> term.length() * ((heading.contains(term) ? 3 : 0) + (text.contains(term) ? 1 : 0)))
                .sum();
        return new Hit(document, score, line(document));
    }

    private String line(Document document) {
        return document.text()
                .lines()
                .filter(line -> terms.stream().anyMatch(normal(line)::contains))
                .map(String::strip)
                .map(line -> line.length() <= LINE ? line : line.substring(0, LINE) + "…")
                .findFirst()
                .orElse("");
    }

    private static Set<String> terms(String query) {
        Set<String> terms = new LinkedHashSet<>();
        RUN.matcher(normal(query)).results().map(MatchResult::group).forEach(run -> terms.addAll(parts(run)));
        return terms;
    }

    private static List<String> parts(String run) {
        boolean chinese = Character.UnicodeScript.of(run.codePointAt(0)) == Character.UnicodeScript.HAN;
        return chinese && run.length() > 2
                ? IntStream.range(0, run.length() - 1)
                        .mapToObj(i -> run.substring(i, i + 2))
                        .toList()
                : List.of(run);
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
