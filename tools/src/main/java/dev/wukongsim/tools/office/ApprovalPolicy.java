package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the approval form accepts.
 *
 * @param types such as {@code expense}
 * @param categories such as {@code travel}; budgets are by category
 * @param maximum the largest amount of one approval
 */
public record ApprovalPolicy(List<String> types, List<String> categories, Yuan maximum) {

    public ApprovalPolicy {
        types = List.copyOf(types);
        categories = List.copyOf(categories);
        requireNonNull(maximum, "maximum is null");
    }
}
