package dev.wukongsim.testkit.suite;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A suite file that has been checked, with the task it runs. */
public final class SuiteFile {

    private static final String NAME = "suite.yaml";

    private final YamlFile<SuiteDefinition> file;
    private final TaskFile task;

    private SuiteFile(YamlFile<SuiteDefinition> file, TaskFile task) {
        this.file = file;
        this.task = task;
    }

    /**
     * Read and check a suite file and the task file it names.
     *
     * @throws InvalidDefinitionException with everything that is wrong
     */
    public static SuiteFile load(Path path) {
        YamlFile<SuiteDefinition> file = YamlFile.open(path, SuiteDefinition.class, "suite.schema.yaml");
        List<Violation> violations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < file.content().cases().size(); i++) {
            SuiteDefinition.Case test = file.content().cases().get(i);
            if (!names.add(test.name())) {
                violations.add(file.violation("/cases/" + i + "/name", "there are two cases '" + test.name() + "'"));
            }
            if (test.replies() != null && !Files.exists(file.resolve(test.replies()))) {
                violations.add(file.violation(
                        "/cases/" + i + "/replies", "there is no file '" + test.replies() + "' beside this one"));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return new SuiteFile(file, TaskFile.load(file.resolve(file.content().task())));
    }

    /**
     * The suites at a path: the file itself, or every {@code suite.yaml} below the folder, in the order of their paths.
     *
     * @throws InvalidDefinitionException if there is none, or one is wrong
     */
    public static List<SuiteFile> find(Path path) {
        List<Path> files = Files.isDirectory(path) ? below(path) : List.of(path);
        if (files.isEmpty()) {
            throw new InvalidDefinitionException(List.of(
                    new Violation(path.toString(), 1, 1, "there is no " + NAME + " in this folder or below it")));
        }
        return files.stream().map(SuiteFile::load).toList();
    }

    public SuiteDefinition definition() {
        return file.content();
    }

    public Path path() {
        return file.path();
    }

    public TaskFile task() {
        return task;
    }

    /** Where a case stands in its file. */
    public Violation at(SuiteDefinition.Case test, String message) {
        return file.violation("/cases/" + definition().cases().indexOf(test), message);
    }

    /**
     * The file, or the folder of files, of what the mocked model says in a case.
     *
     * @throws InvalidDefinitionException if neither the case nor the task names one
     */
    public Path replies(SuiteDefinition.Case test) {
        if (test.replies() != null) {
            return file.resolve(test.replies());
        }
        return task.replies()
                .orElseThrow(() -> new InvalidDefinitionException(
                        List.of(at(test, "case '" + test.name() + "' needs 'replies', here or in the task file"))));
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(NAME))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
