package dev.wukongsim.runtime.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events of a run in order. On disk one JSON object a line: {@code seq}, {@code at}, {@code type} and the fields of
 * the event.
 */
public record Transcript(List<Entry> entries) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    /**
     * One event.
     *
     * @param sequence from 1
     */
    public record Entry(int sequence, Instant at, RunEvent event) {

        /** The entry as one line of JSON, without the line's end. */
        public String toJson() {
            ObjectNode line = JSON.createObjectNode().put("seq", sequence).put("at", at.toString());
            return line.setAll((ObjectNode) JSON.valueToTree(event)).toString();
        }

        static Entry fromJson(String json) throws JsonProcessingException {
            ObjectNode line = (ObjectNode) JSON.readTree(json);
            JsonNode sequence = line.remove("seq");
            JsonNode at = line.remove("at");
            return new Entry(sequence.asInt(), Instant.parse(at.asText()), JSON.treeToValue(line, RunEvent.class));
        }
    }

    public Transcript {
        entries = List.copyOf(entries);
    }

    /**
     * Read a transcript back. A last line that was cut off when its process died is left out.
     *
     * @throws IOException if there is no such file
     * @throws DamagedTranscriptException if any other line is no event
     */
    public static Transcript read(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                entries.add(Entry.fromJson(lines.get(i)));
            } catch (JsonProcessingException | RuntimeException e) {
                if (i < lines.size() - 1) {
                    throw new DamagedTranscriptException(path, i + 1, e);
                }
            }
        }
        return new Transcript(entries);
    }

    /** The same events, with this end instead of whatever end there is. */
    public Transcript endedBy(RunEvent.TaskEnded end, Instant at) {
        List<Entry> others = new ArrayList<>(entries.stream()
                .filter(entry -> !(entry.event() instanceof RunEvent.TaskEnded))
                .toList());
        others.add(new Entry(others.size() + 1, at, end));
        return new Transcript(others);
    }

    public Stream<RunEvent> events() {
        return entries.stream().map(Entry::event);
    }

    /** The events of one kind, in order. */
    public <T extends RunEvent> List<T> events(Class<T> kind) {
        return events().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The whole transcript as it stands on disk. */
    public String toJsonLines() {
        return entries.stream().map(entry -> entry.toJson() + "\n").collect(Collectors.joining());
    }
}
