package dev.wukongsim.simulator.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of recorded exchanges. */
public final class RecordingFile {

    private static final String SCHEMA = "recording.schema.yaml";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private final YamlFile<Content> file;

    private RecordingFile(YamlFile<Content> file) {
        this.file = file;
    }

    /**
     * What it says.
     *
     * @param about where it comes from
     */
    record Content(String kind, String about, List<Exchange> exchanges) {}

    /**
     * Read a file.
     *
     * @throws InvalidDefinitionException with everything that is wrong with it
     */
    public static RecordingFile read(Path path) {
        YamlFile<Content> file = YamlFile.open(path, Content.class, SCHEMA);
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < file.content().exchanges().size(); i++) {
            Exchange exchange = file.content().exchanges().get(i);
            String hash = CanonicalRequest.ofCanonical(exchange.request()).hash();
            if (!hash.equals(exchange.hash())) {
                violations.add(file.violation(
                        "/exchanges/" + i + "/hash", "is not the hash of the request below it, which is " + hash));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return new RecordingFile(file);
    }

    /** In the order in which they were recorded. */
    public List<Exchange> exchanges() {
        return file.content().exchanges();
    }

    /** Where an exchange stands in the file. */
    public Violation at(int exchange) {
        return file.violation("/exchanges/" + exchange, "");
    }

    /**
     * Write a file, whole or not at all. There must be none yet.
     *
     * @throws SecretLeftException if there is still a secret in it; then there is no file
     * @throws UncheckedIOException if it cannot be written, or is already there
     */
    static void write(Path path, String about, List<Exchange> exchanges, Redaction redaction) {
        try {
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path + " is a recording already; delete it to record it again");
            }
            Path beside =
                    Files.createTempFile(path.toAbsolutePath().getParent(), ".", String.valueOf(path.getFileName()));
            try {
                Files.writeString(beside, YAML.writeValueAsString(new Content("Recording", about, exchanges)));
                Optional<String> leak = redaction.leak(Files.readString(beside));
                if (leak.isPresent()) {
                    throw new SecretLeftException(path, leak.get());
                }
                Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the recording '" + path + "'", e);
        }
    }
}
