package dev.wukongsim.simulator.reply;

import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A file of scripted turns. */
final class RepliesFile {

    /** What it says. */
    record Content(String kind, @Nullable String model, List<TurnEntry> turns) {}

    private final YamlFile<Content> file;
    private final String name;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<Integer> lines = new HashSet<>();

    private RepliesFile(YamlFile<Content> file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * Read a file.
     *
     * @param name of the file in messages
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException if it is not what its schema says
     */
    static LocatedTurns read(Path path, String name) {
        return new RepliesFile(YamlFile.open(path, Content.class, "replies.schema.json"), name).turns();
    }

    private LocatedTurns turns() {
        List<LocatedTurns.Located> turns = new ArrayList<>();
        for (int i = 0; i < file.content().turns().size(); i++) {
            String pointer = "/turns/" + i;
            BiConsumer<String, String> complaints =
                    (place, message) -> violations.add(file.violation(pointer + place, message));
            Turn turn = file.content().turns().get(i).turn(complaints);
            Optional<TurnTemplate> template = TurnEntry.template(turn, complaints);
            Violation at = file.violation(pointer, "");
            Scripted scripted = new Scripted(turn, guards(turn, i + 1).guards(), template, place(at));
            turns.add(new LocatedTurns.Located(scripted, at));
        }
        return new LocatedTurns(turns, violations);
    }

    private When guards(Turn turn, int position) {
        String model = file.content().model();
        When guards = turn.guards(position);
        return model == null ? guards : guards.and(When.model(model));
    }

    private String place(Violation at) {
        String line = name + ":" + at.line();
        return lines.add(at.line()) ? line : line + ":" + at.column();
    }
}
