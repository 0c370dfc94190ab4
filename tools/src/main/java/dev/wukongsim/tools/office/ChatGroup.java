package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A group chat.
 *
 * @param members ids of employees
 */
public record ChatGroup(String id, String name, List<String> members) {

    public ChatGroup {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        members = List.copyOf(members);
    }
}
