package dev.wukongsim.simulator.reply;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads all files of a folder, or one, and complains once. */
final class RepliesFolder {

    private static final Pattern NAME = Pattern.compile("(.*\\.)?(replies|recording)\\.ya?ml");
    private static final Pattern RECORDING = Pattern.compile("(?m)^kind:\\s*[\"']?Recording\\b");

    private final List<Violation> violations = new ArrayList<>();
    private LocatedTurns turns = new LocatedTurns(List.of(), List.of());

    private RepliesFolder() {}

    /**
     * The turns of a file, or of the files in a folder in the order of their paths.
     *
     * @throws InvalidDefinitionException with everything that is wrong with any of them
     */
    static List<Scripted> read(Path path) {
        RepliesFolder folder = new RepliesFolder();
        if (Files.isDirectory(path)) {
            folder.addAll(path);
        } else {
            folder.add(path, String.valueOf(path.getFileName()));
        }
        return folder.turns();
    }

    private void addAll(Path folder) {
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            violations.add(new Violation(
                    folder.toString(),
                    1,
                    1,
                    "there is no replies.yaml, *.replies.yaml or *.recording.yaml in this folder"));
        }
        files.forEach(file -> add(file, folder.relativize(file).toString().replace('\\', '/')));
    }

    private void add(Path file, String name) {
        try {
            turns = turns.and(isRecording(file) ? RecordedTurns.read(file, name) : RepliesFile.read(file, name));
        } catch (InvalidDefinitionException e) {
            violations.addAll(e.violations());
        }
    }

    private List<Scripted> turns() {
        violations.addAll(turns.violations());
        violations.addAll(turns.shadowed());
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return turns.turns().stream().map(LocatedTurns.Located::turn).toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file ->
                            NAME.matcher(String.valueOf(file.getFileName())).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read folder '" + folder + "'", e);
        }
    }

    /** A file that cannot be read is no recording; reading it as replies tells why. */
    private static boolean isRecording(Path file) {
        try {
            return RECORDING.matcher(Files.readString(file)).find();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
