package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A person who works for the company.
 *
 * @param id such as {@code li.na}; agents and other records refer to it
 * @param name as it is written, such as {@code 李娜}
 * @param pinyin family name first, such as {@code Li Na}
 * @param department id of a department
 * @param manager id of the person this one reports to; null for the head of the company
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Employee(
        String id,
        String name,
        String pinyin,
        String email,
        String title,
        String department,
        @Nullable String manager) {

    public Employee {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(pinyin, "pinyin is null");
        requireNonNull(email, "email is null");
        requireNonNull(title, "title is null");
        requireNonNull(department, "department is null");
    }

    /** Name and id, such as {@code 李娜 (li.na)}. */
    String label() {
        return name + " (" + id + ")";
    }
}
