package dev.wukongsim.runtime.definition;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in a YAML text each key and each element of a list stands, by JSON pointer. */
final class YamlLocations {

    private final Path path;
    private final Map<String, Mark> marks = new HashMap<>();

    private YamlLocations(Path path) {
        this.path = path;
    }

    static YamlLocations of(Path path, String text) {
        YamlLocations locations = new YamlLocations(path);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root != null) {
                locations.add("", root.getStartMark(), root);
            }
        } catch (MarkedYAMLException e) {
            throw new InvalidDefinitionException(List.of(locations.violation(e.getProblemMark(), problem(e))));
        }
        return locations;
    }

    /** A violation at a pointer, or at the nearest place above it that is in the text. */
    Violation violation(String pointer, String message) {
        String place = pointer;
        while (!place.isEmpty() && !marks.containsKey(place)) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        Mark mark = marks.get(place);
        return mark == null ? new Violation(path.toString(), 1, 1, message) : violation(mark, message);
    }

    private Violation violation(Mark mark, String message) {
        return new Violation(path.toString(), mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    private void add(String pointer, Mark mark, Node node) {
        marks.put(pointer, mark);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    add(pointer + "/" + key.getValue(), key.getStartMark(), tuple.getValueNode());
                }
            }
        }
        if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                Node element = sequence.getValue().get(i);
                add(pointer + "/" + i, element.getStartMark(), element);
            }
        }
    }

    private static String problem(MarkedYAMLException e) {
        return e.getProblem() == null ? "is not YAML" : "is not YAML: " + e.getProblem();
    }
}
