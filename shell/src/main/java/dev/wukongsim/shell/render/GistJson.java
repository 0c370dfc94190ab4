package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.testkit.transcript.RunGist;
import dev.wukongsim.testkit.transcript.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one object that {@code show}, {@code tasks} and {@code trace} print with {@code --json}. What {@code run --json} says
 * as well has the same name. A transcript knows nothing of the ledger, nor of steps in which nothing happened.
 */
public final class GistJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GistJson() {}

    /** One run with everything but its steps. */
    public static String show(RunGist gist, Path transcript) {
        return of(gist).put("transcript", transcript.toString()).toString();
    }

    /** Many runs, a few words about each. */
    public static String tasks(List<RunGist> gists) {
        ObjectNode object = JSON.createObjectNode();
        ArrayNode tasks = object.putArray("tasks");
        gists.forEach(gist -> tasks.add(head(gist)
                .put("tokens", gist.spending().usage().total())
                .set("cost", JSON.valueToTree(gist.spending().cost().orElse(null)))));
        return object.toString();
    }

    /** Every event as it stands in the transcript. */
    public static String trace(RunGist gist) {
        return gist.transcript().entries().stream()
                .map(Transcript.Entry::toJson)
                .collect(Collectors.joining(
                        ",", "{\"task\":" + JSON.getNodeFactory().textNode(gist.task()) + ",\"events\":[", "]}"));
    }

    static ObjectNode of(RunGist gist) {
        ObjectNode object = head(gist)
                .put("goal", about(gist, RunEvent.TaskStarted::goal))
                .put("answer", gist.ended().map(RunEvent.TaskEnded::answer).orElse(null));
        gist.ended().map(RunEvent.TaskEnded::message).ifPresent(message -> object.put("message", message));
        object.set("models", JSON.valueToTree(gist.models()));
        object.set("usage", RunJson.usage(gist.spending().usage()));
        object.set("cost", JSON.valueToTree(gist.spending().cost().orElse(null)));
        object.putObject("budget").put("limit", gist.budget().orElse(null));
        object.set("toolCalls", JSON.valueToTree(gist.toolCalls()));
        return object.put(
                "lastStep", gist.steps().stream().mapToInt(Step::number).max().orElse(0));
    }

    private static ObjectNode head(RunGist gist) {
        return JSON.createObjectNode()
                .put("task", gist.task())
                .put("agent", about(gist, RunEvent.TaskStarted::agent))
                .put("planner", about(gist, RunEvent.TaskStarted::planner))
                .put("model", about(gist, RunEvent.TaskStarted::model))
                .put("employee", about(gist, RunEvent.TaskStarted::employee))
                .put(
                        "began",
                        gist.transcript().entries().stream()
                                .findFirst()
                                .map(entry -> entry.at().toString())
                                .orElse(null))
                .put("stopReason", gist.stopReason())
                .put("exitCode", exitCode(gist));
    }

    /** Null if the run has no end. */
    private static @Nullable Integer exitCode(RunGist gist) {
        return gist.ended()
                .map(RunEvent.TaskEnded::stopReason)
                .map(StopReason::exitCode)
                .orElse(null);
    }

    private static @Nullable String about(RunGist gist, Function<RunEvent.TaskStarted, String> word) {
        return gist.about(word).orElse(null);
    }
}
