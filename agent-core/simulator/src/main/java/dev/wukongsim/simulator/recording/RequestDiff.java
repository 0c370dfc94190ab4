package dev.wukongsim.simulator.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** Tells what is different in a request from a recorded one, for people. */
public final class RequestDiff {

    private static final int MOST_LINES = 40;
    private static final int CONTEXT = 2;
    private static final int WIDTH = 120;

    private RequestDiff() {}

    /** The first place that differs, and a unified diff of at most forty lines. */
    public static String of(CanonicalRequest recorded, CanonicalRequest request) {
        JsonNode now = request.request();
        List<String> before = lines(recorded.request());
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                "recorded", "now", before, DiffUtils.diff(before, lines(now)), CONTEXT);
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(lines.size(), MOST_LINES)));
        if (lines.size() > shown.size()) {
            shown.set(MOST_LINES - 1, "… " + (lines.size() - MOST_LINES + 1) + " more lines");
        }
        return "first difference at " + firstDifference(recorded.request(), now, "$") + "\n" + String.join("\n", shown);
    }

    /** From 0 to 1: the messages that both begin with, and how much of the last one is the same. */
    public static double likeness(CanonicalRequest recorded, CanonicalRequest request) {
        JsonNode before = recorded.request().path("messages");
        JsonNode now = request.request().path("messages");
        int most = Math.max(1, Math.max(before.size(), now.size()));
        int same = 0;
        while (same < before.size() && same < now.size() && before.get(same).equals(now.get(same))) {
            same++;
        }
        double last = Likeness.contained(
                before.path(before.size() - 1).path("content").asText(""),
                List.of(now.path(now.size() - 1).path("content").asText("")));
        return (same + last) / (most + 1);
    }

    private static String firstDifference(JsonNode before, JsonNode now, String path) {
        if (before.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
                if (!before.path(i).equals(now.path(i))) {
                    return firstDifference(before.path(i), now.path(i), path + "[" + i + "]");
                }
            }
        }
        if (before.isObject() && now.isObject()) {
            List<String> names = new ArrayList<>();
            before.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!before.path(name).equals(now.path(name))) {
                    return firstDifference(before.path(name), now.path(name), path + "." + name);
                }
            }
        }
        return path;
    }

    private static List<String> lines(JsonNode request) {
        List<String> lines = new ArrayList<>();
        add("model", request.path("model"), lines);
        JsonNode messages = request.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            String place = "messages[" + i + "]";
            messages.get(i).properties().forEach(field -> add(place + "." + field.getKey(), field.getValue(), lines));
        }
        add("tools", request.path("tools"), lines);
        add("toolsHash", request.path("toolsHash"), lines);
        add("settings", request.path("settings"), lines);
        return lines;
    }

    private static void add(String name, JsonNode value, List<String> lines) {
        String text = name + ": " + (value.isTextual() ? value.textValue() : value.toString());
        text.lines().forEach(line -> {
            for (int start = 0; start == 0 || start < line.length(); start += WIDTH) {
                lines.add(line.substring(start, Math.min(line.length(), start + WIDTH)));
            }
        });
    }
}
