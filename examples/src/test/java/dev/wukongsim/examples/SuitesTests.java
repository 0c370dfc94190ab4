package dev.wukongsim.examples;

import dev.wukongsim.testkit.junit.Suites;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The suites of all stories, as {@code wukong test examples} runs them. */
class SuitesTests {

    @TestFactory
    Stream<DynamicNode> everyStoryHoldsItsSuite() {
        return Suites.tests(Path.of("."));
    }
}
