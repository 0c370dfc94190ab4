package dev.wukongsim.testkit.suite;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a report as JUnit XML, the form that CI servers read. */
public final class JunitXml {

    private JunitXml() {}

    /**
     * Write the report, over the file if there is one.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(SuiteReport report, Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (Writer out = Files.newBufferedWriter(path)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Map.Entry<String, List<CaseResult>> suite : bySuite(report).entrySet()) {
                writeSuite(xml, suite.getKey(), suite.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("Cannot write '" + path + "': " + e.getMessage(), e);
        }
    }

    private static Map<String, List<CaseResult>> bySuite(SuiteReport report) {
        return report.cases().stream()
                .collect(Collectors.groupingBy(CaseResult::suite, LinkedHashMap::new, Collectors.toList()));
    }

    private static void writeSuite(XMLStreamWriter xml, String name, List<CaseResult> cases) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute(
                "failures",
                String.valueOf(cases.stream().filter(test -> !test.passed()).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute(
                "time", seconds(cases.stream().map(CaseResult::duration).reduce(Duration.ZERO, Duration::plus)));
        for (CaseResult test : cases) {
            writeCase(xml, test);
        }
        xml.writeEndElement();
    }

    private static void writeCase(XMLStreamWriter xml, CaseResult test) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", test.suite());
        xml.writeAttribute("name", test.name());
        xml.writeAttribute("time", seconds(test.duration()));
        xml.writeAttribute("file", test.file().toString());
        xml.writeAttribute("line", String.valueOf(test.line()));
        xml.writeStartElement("properties");
        writeProperty(xml, "stop", test.stopReason().word());
        writeProperty(xml, "tokens.in", String.valueOf(test.usage().input()));
        writeProperty(xml, "tokens.out", String.valueOf(test.usage().output()));
        writeProperty(xml, "modelCalls", String.valueOf(test.usage().calls()));
        xml.writeEndElement();
        if (!test.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", clean(test.failures().getFirst()));
            xml.writeAttribute("type", "expectation");
            xml.writeCharacters(clean(String.join("\n", test.failures())));
            xml.writeEndElement();
            xml.writeStartElement("system-out");
            xml.writeCharacters(clean(test.transcript().toJsonLines()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void writeProperty(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", value);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1_000.0);
    }

    /** XML 1.0 has no place for most control characters, and a hostile model may write them. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> isAllowed(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isAllowed(int c) {
        boolean layout = c == '\t' || c == '\n' || c == '\r';
        return layout || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
    }
}
