package dev.wukongsim.testkit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitXmlTests {

    @TempDir
    private Path folder;

    @Test
    void writesWhatContinuousIntegrationReads() throws Exception {
        SuiteReport report = new SuiteReport(List.of(result("good", List.of()), result("bad", List.of("a < b", "c"))));

        JunitXml.write(report, folder.resolve("reports/junit.xml"));

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("reports/junit.xml").toFile());
        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("3.000");
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("a < b");
        assertThat(failure.getTextContent()).isEqualTo("a < b\nc");
    }

    @Test
    void survivesControlCharactersOfAHostileModel() throws Exception {
        CaseResult hostile = result("bad", List.of("\u001b[31m\u0000"));

        JunitXml.write(new SuiteReport(List.of(hostile)), folder.resolve("junit.xml"));

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("junit.xml").toFile());
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent()).isEqualTo("\uFFFD[31m\uFFFD");
    }

    private static CaseResult result(String name, List<String> failures) {
        RunEvent event = new RunEvent.BudgetRefused(1, "no money");
        return new CaseResult(
                "expense",
                name,
                Path.of("suite.yaml"),
                5,
                failures,
                StopReason.COMPLETED,
                Usage.of(10, 2),
                Duration.ofMillis(1_500),
                new Transcript(List.of(new Transcript.Entry(1, Instant.EPOCH, event))),
                Path.of("replies.yaml"),
                List.of());
    }
}
