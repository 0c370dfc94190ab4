package dev.wukongsim.tools.office;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.model.output.structured.Description;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An approval as somebody filled it in, before the office has looked at it. Amounts in yuan. */
record ApprovalForm(String type, String title, BigDecimal amount, String category, String approver, List<Line> items) {

    private static final int TITLE = 120;

    /** One receipt or position of the form. */
    @Description("One receipt or position")
    record Line(
            @Description("What it is") String description,
            @Description("In yuan, at most two decimals") BigDecimal amount,
            @Description("Whether company rules allow it") boolean accepted,

            @Description("Why it is not accepted; leave it out if it is") @JsonProperty(required = false) @Nullable String reason) {

        boolean hasReason() {
            return reason != null && !reason.isBlank();
        }

        Approval.Item item() {
            return new Approval.Item(description, Yuan.of(amount), accepted, accepted ? null : reason);
        }
    }

    /** @throws ToolArgumentsException with everything that is wrong, one line each */
    void check(OfficeState state, Employee applicant) {
        List<String> corrections = new ArrayList<>();
        unknown("Type", type, state.policy().types()).ifPresent(corrections::add);
        unknown("Category", category, state.policy().categories()).ifPresent(corrections::add);
        if (title.isBlank() || title.length() > TITLE) {
            corrections.add("Title must have 1 to " + TITLE + " characters, has "
                    + title.strip().length());
        }
        wrongApprover(state, applicant).ifPresent(corrections::add);
        wrongAmount("Amount", amount, state.policy().maximum()).ifPresent(corrections::add);
        items.forEach(line -> wrongLine(line, state.policy().maximum()).ifPresent(corrections::add));
        if (corrections.isEmpty()) {
            wrongSum().ifPresent(corrections::add);
        }
        if (!corrections.isEmpty()) {
            throw new ToolArgumentsException("Nothing was filed. " + String.join("\n", corrections));
        }
    }

    private static Optional<String> unknown(String what, String value, List<String> known) {
        return known.contains(value)
                ? Optional.empty()
                : Optional.of(what + " '" + value + "' is not on the form; it has: " + String.join(", ", known));
    }

    private Optional<String> wrongApprover(OfficeState state, Employee applicant) {
        if (state.employee(approver).isEmpty()) {
            return Optional.of("Approver: " + People.unknown(state, approver));
        }
        return approver.equals(applicant.id())
                ? Optional.of("Approver '" + approver + "' is the applicant, and nobody approves their own request;"
                        + " find the manager with directory.manager_of")
                : Optional.empty();
    }

    private static Optional<String> wrongAmount(String what, BigDecimal amount, Yuan maximum) {
        if (amount.stripTrailingZeros().scale() > 2) {
            return Optional.of(what + " " + amount + " has more than two decimals");
        }
        return amount.signum() <= 0 || amount.compareTo(maximum.yuan()) > 0
                ? Optional.of(what + " " + amount + " must be more than 0 and at most " + maximum)
                : Optional.empty();
    }

    private static Optional<String> wrongLine(Line line, Yuan maximum) {
        String what = "Item '" + line.description() + "':";
        return !line.accepted() && !line.hasReason()
                ? Optional.of(what + " say in 'reason' why it is not accepted")
                : wrongAmount(what + " amount", line.amount(), maximum);
    }

    private Optional<String> wrongSum() {
        Yuan sum = items.stream()
                .filter(Line::accepted)
                .map(line -> Yuan.of(line.amount()))
                .reduce(Yuan.ZERO, Yuan::plus);
        return items.isEmpty() || sum.equals(Yuan.of(amount))
                ? Optional.empty()
                : Optional.of("Amount is " + Yuan.of(amount) + ", but the accepted items add up to " + sum);
    }
}
