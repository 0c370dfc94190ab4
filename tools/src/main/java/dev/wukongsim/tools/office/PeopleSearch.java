package dev.wukongsim.tools.office;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds people as colleagues name them. The first of these that hits anybody decides: the very id, e-mail or name; the
 * pinyin in either order, with or without tones; a part of any of them.
 */
final class PeopleSearch {

    private PeopleSearch() {}

    static List<Employee> find(OfficeState state, String query) {
        String words = query.strip();
        String letters = letters(words);
        if (letters.isEmpty()) {
            return List.of();
        }
        return Stream.<Predicate<Employee>>of(
                        employee -> exactly(employee).anyMatch(words::equalsIgnoreCase),
                        employee -> loosely(employee).anyMatch(letters::equals),
                        employee -> loosely(employee).anyMatch(name -> name.contains(letters)))
                .map(matches -> state.employees().stream().filter(matches).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static Stream<String> exactly(Employee employee) {
        return Stream.of(employee.id(), employee.email(), employee.name());
    }

    private static Stream<String> loosely(Employee employee) {
        String pinyin = employee.pinyin();
        String familyNameLast = pinyin.replaceFirst("^(\\S+)\\s+(.+)$", "$2 $1");
        return Stream.of(employee.id(), employee.email(), employee.name(), pinyin, familyNameLast)
                .map(PeopleSearch::letters);
    }

    private static String letters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[^\\p{L}\\p{N}@]", "")
                .toLowerCase(Locale.ROOT);
    }
}
