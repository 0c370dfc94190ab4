package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A text in the company's document space.
 *
 * @param owner id of an employee
 * @param sharedWith ids of employees and departments, or {@code everyone}; the owner may always read
 * @param text Markdown
 */
public record Document(String id, String title, String owner, List<String> sharedWith, String text) {

    /** Stands for the whole company in a list of readers. */
    static final String EVERYONE = "everyone";

    public Document {
        requireNonNull(id, "id is null");
        requireNonNull(title, "title is null");
        requireNonNull(owner, "owner is null");
        sharedWith = List.copyOf(sharedWith);
        requireNonNull(text, "text is null");
    }

    boolean isReadableBy(Employee reader) {
        return owner.equals(reader.id())
                || sharedWith.contains(reader.id())
                || sharedWith.contains(reader.department())
                || sharedWith.contains(EVERYONE);
    }
}
