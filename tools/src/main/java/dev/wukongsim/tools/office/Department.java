package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

/**
 * A department of the company.
 *
 * @param id such as {@code sales}
 * @param name as it is written, such as {@code 销售部}
 * @param head id of the employee who leads it
 */
public record Department(String id, String name, String head) {

    public Department {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(head, "head is null");
    }
}
