package dev.wukongsim.testkit.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs every case of every suite it finds. */
public final class SuiteRunner {

    private final CaseRunner cases;

    public SuiteRunner(CaseRunner cases) {
        this.cases = cases;
    }

    /**
     * Run the cases whose {@code suite/case} contains a text.
     *
     * @param paths suite files, or folders with suites somewhere below
     * @param filter empty for all
     * @param listener is told of each case when it is over
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException if a file is wrong; nothing ran
     */
    public SuiteReport run(List<Path> paths, String filter, Consumer<CaseResult> listener) {
        List<SuiteFile> suites =
                paths.stream().flatMap(path -> SuiteFile.find(path).stream()).toList();
        List<CaseResult> results = new ArrayList<>();
        for (SuiteFile suite : suites) {
            for (SuiteDefinition.Case test : suite.definition().cases()) {
                if ((suite.definition().name() + "/" + test.name()).contains(filter)) {
                    CaseResult result = cases.run(suite, test);
                    listener.accept(result);
                    results.add(result);
                }
            }
        }
        return new SuiteReport(results);
    }
}
