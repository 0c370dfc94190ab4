package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNullElse;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a world file, as its schema describes it. */
record WorldFile(
        String kind,
        String company,
        @Nullable OffsetDateTime clock,
        ApprovalPolicy approvals,
        List<Department> departments,
        List<Employee> employees,
        List<ChatGroup> groups,
        List<Budget> budgets,
        List<Entry> documents) {

    /**
     * A document in the file.
     *
     * @param file Markdown in the world's folder; this or {@code text}
     */
    record Entry(
            String id,
            String title,
            String owner,
            List<String> sharedWith,
            @Nullable String file,
            @Nullable String text) {

        Entry {
            sharedWith = List.copyOf(requireNonNullElse(sharedWith, List.of()));
        }
    }

    WorldFile {
        groups = List.copyOf(requireNonNullElse(groups, List.of()));
        budgets = List.copyOf(requireNonNullElse(budgets, List.of()));
        documents = List.copyOf(requireNonNullElse(documents, List.of()));
    }
}
