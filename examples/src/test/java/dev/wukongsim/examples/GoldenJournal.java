package dev.wukongsim.examples;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.RowText;
import dev.wukongsim.runtime.event.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The journal of a task as some version of the program has written it, with what it told of it. Beside the rows of
 * {@code NAME.jsonl} are their alerts in {@code NAME.alerts.jsonl}, if there were any, and in {@code NAME.transcript.jsonl}
 * the events without their times, and the result.
 */
record GoldenJournal(String name) {

    static final Path FOLDER = Path.of("src/test/resources/journals");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The alerts that a row raised. */
    private record Alerts(int sequence, List<Alerted> alerts) {}

    private Path file(String ending) {
        return FOLDER.resolve(name + ending);
    }

    Path transcript() {
        return file(".transcript.jsonl");
    }

    void write(String task, List<JournalRow> rows, String story) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(file(".jsonl"), lines(rows.stream().map(row -> RowText.write(task, row))));
        Files.writeString(transcript(), story);
        List<JournalRow> alerting =
                rows.stream().filter(row -> !row.alerts().isEmpty()).toList();
        Files.deleteIfExists(file(".alerts.jsonl"));
        if (!alerting.isEmpty()) {
            Files.writeString(
                    file(".alerts.jsonl"),
                    lines(alerting.stream().map(row -> Canonical.json(new Alerts(row.sequence(), row.alerts())))));
        }
    }

    List<JournalRow> rows(String task) throws IOException {
        List<String> lines = Files.readAllLines(file(".jsonl"));
        List<JournalRow> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            rows.add(RowText.read(task, i + 1, lines.get(i)));
        }
        if (Files.exists(file(".alerts.jsonl"))) {
            for (String line : Files.readAllLines(file(".alerts.jsonl"))) {
                Alerts told = Canonical.read(line, Alerts.class);
                rows.set(told.sequence() - 1, rows.get(told.sequence() - 1).withAlerts(told.alerts()));
            }
        }
        return rows;
    }

    /** Every event without its time, and the result. */
    static String story(Transcript transcript, RunResult result) {
        String end = Canonical.json(Map.of(
                "result", result.stopReason(),
                "steps", result.steps(),
                "models", result.models(),
                "alerts", result.alerts(),
                "toolCalls", result.toolCalls()));
        return lines(Stream.concat(transcript.entries().stream().map(GoldenJournal::timeless), Stream.of(end)));
    }

    private static String timeless(Transcript.Entry entry) {
        try {
            ObjectNode line = (ObjectNode) JSON.readTree(entry.toJson());
            line.remove("at");
            return line.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event is no JSON", e);
        }
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(joining());
    }
}
