package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

/**
 * What a department may spend on one category in a year.
 *
 * @param department id of a department
 * @param category one of the {@link ApprovalPolicy}'s
 * @param spent booked before this office opened; approvals that wait are not in it
 */
public record Budget(String department, String category, int year, Yuan limit, Yuan spent) {

    public Budget {
        requireNonNull(department, "department is null");
        requireNonNull(category, "category is null");
        requireNonNull(limit, "limit is null");
        requireNonNull(spent, "spent is null");
    }
}
