package dev.wukongsim.testkit.junit;

import dev.wukongsim.testkit.suite.CaseResult;
import dev.wukongsim.testkit.suite.CaseRunner;
import dev.wukongsim.testkit.suite.SuiteDefinition;
import dev.wukongsim.testkit.suite.SuiteFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs suites from JUnit, one test a case.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> examples() {
 *     return Suites.tests(Path.of("expense-approval"));
 * }
 * }</pre>
 */
public final class Suites {

    private static final long SEED = 1;

    private Suites() {}

    /**
     * The suites at a path: the file itself, or every {@code suite.yaml} below the folder.
     *
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException if there is none, or one is wrong
     */
    public static Stream<DynamicNode> tests(Path path) {
        return SuiteFile.find(path).stream().map(Suites::container);
    }

    private static DynamicNode container(SuiteFile suite) {
        return DynamicContainer.dynamicContainer(
                suite.definition().name(),
                suite.path().toAbsolutePath().toUri(),
                suite.definition().cases().stream().map(test -> test(suite, test)));
    }

    private static DynamicTest test(SuiteFile suite, SuiteDefinition.Case test) {
        return DynamicTest.dynamicTest(
                test.name(), suite.path().toAbsolutePath().toUri(), () -> {
                    CaseResult result = new CaseRunner(SEED, InstantSource.system()).run(suite, test);
                    if (!result.passed()) {
                        throw new AssertionError(message(result));
                    }
                });
    }

    private static String message(CaseResult result) {
        return "%s:%d: case '%s'%n- %s%n%nTranscript:%n%s"
                .formatted(
                        result.file(),
                        result.line(),
                        result.name(),
                        String.join("%n- ".formatted(), result.failures()),
                        result.transcript().toJsonLines());
    }
}
