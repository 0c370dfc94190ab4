package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.testkit.suite.CaseResult;
import dev.wukongsim.testkit.suite.SuiteReport;
import java.time.Duration;

/** The one object that {@code test --json} prints. Its names are a contract with scripts. */
public final class SuiteJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SuiteJson() {}

    public static String of(SuiteReport report) {
        ObjectNode object = JSON.createObjectNode()
                .put("passed", report.passed())
                .put("failed", report.failed())
                .put("skipped", 0)
                .put(
                        "durationMs",
                        report.cases().stream()
                                .map(CaseResult::duration)
                                .reduce(Duration.ZERO, Duration::plus)
                                .toMillis());
        ArrayNode cases = object.putArray("cases");
        report.cases().forEach(test -> cases.add(of(test)));
        return object.toString();
    }

    private static ObjectNode of(CaseResult test) {
        ObjectNode object = JSON.createObjectNode()
                .put("suite", test.suite())
                .put("case", test.name())
                .put("outcome", test.passed() ? "passed" : "failed");
        object.set("failures", JSON.valueToTree(test.failures()));
        object.set("usage", RunJson.usage(test.usage()));
        return object.put("stopReason", test.stopReason().word());
    }
}
