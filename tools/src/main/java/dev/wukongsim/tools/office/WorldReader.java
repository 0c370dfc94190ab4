package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNullElse;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a world file, checks it as a whole and fetches the documents it names. */
final class WorldReader {

    private final YamlFile<WorldFile> file;
    private final List<Violation> violations;

    private WorldReader(YamlFile<WorldFile> file) {
        this.file = file;
        this.violations = new ArrayList<>(new WorldCheck(file).violations());
    }

    static World read(Path path) {
        return new WorldReader(YamlFile.open(path, WorldFile.class, "world.schema.yaml")).world();
    }

    private World world() {
        WorldFile content = file.content();
        List<Document> documents = documents(content.documents());
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        OfficeState start = new OfficeState(
                content.company(),
                content.approvals(),
                content.departments(),
                content.employees(),
                content.groups(),
                content.budgets(),
                documents,
                List.of(),
                List.of());
        return new World(start, content.clock());
    }

    private List<Document> documents(List<WorldFile.Entry> entries) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            WorldFile.Entry entry = entries.get(i);
            documents.add(new Document(
                    entry.id(), entry.title(), entry.owner(), entry.sharedWith(), text(entry, "/documents/" + i)));
        }
        return documents;
    }

    private String text(WorldFile.Entry entry, String place) {
        if (entry.file() == null) {
            return requireNonNullElse(entry.text(), "");
        }
        Path path = file.resolve(entry.file());
        if (!path.startsWith(file.resolve("."))) {
            violations.add(file.violation(place + "/file", "'" + entry.file() + "' leaves the folder of this file"));
            return "";
        }
        try {
            return Files.readString(path);
        } catch (IOException e) {
            violations.add(file.violation(
                    place + "/file", "there is no readable UTF-8 file '" + entry.file() + "' beside this one"));
            return "";
        }
    }
}
