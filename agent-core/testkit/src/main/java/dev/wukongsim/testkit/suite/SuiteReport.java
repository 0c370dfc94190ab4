package dev.wukongsim.testkit.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all cases, in the order they ran. */
public record SuiteReport(List<CaseResult> cases) {

    public SuiteReport {
        cases = List.copyOf(cases);
    }

    public long passed() {
        return cases.stream().filter(CaseResult::passed).count();
    }

    public long failed() {
        return cases.size() - passed();
    }

    /** The turns of each replies file that no case used; a file whose turns were all used is left out. */
    public Map<Path, List<String>> unusedReplies() {
        Map<Path, List<String>> unused = new TreeMap<>();
        for (CaseResult test : cases) {
            unused.computeIfAbsent(test.replies(), file -> new ArrayList<>(test.unusedReplies()))
                    .retainAll(test.unusedReplies());
        }
        unused.values().removeIf(List::isEmpty);
        return unused;
    }
}
