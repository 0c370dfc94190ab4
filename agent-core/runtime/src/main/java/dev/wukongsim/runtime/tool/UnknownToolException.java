package dev.wukongsim.runtime.tool;

import java.util.Collection;
import java.util.List;

/** Somebody named a tool that is not registered. The message lists the tools that are. */
public final class UnknownToolException extends RuntimeException {

    private final String name;
    private final List<String> known;

    public UnknownToolException(String name, Collection<String> known) {
        super(message(name, known));
        this.name = name;
        this.known = List.copyOf(known);
    }

    static String message(String name, Collection<String> known) {
        return "Tool '" + name + "' not found; known tools: " + String.join(", ", known);
    }

    public String name() {
        return name;
    }

    public List<String> known() {
        return known;
    }
}
