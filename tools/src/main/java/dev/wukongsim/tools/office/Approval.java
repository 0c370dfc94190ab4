package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for money that waits for its approver.
 *
 * @param id such as {@code AP-0001}, in order of filing
 * @param amount the sum of the accepted items, if there are items
 * @param applicant id of the employee who asks
 * @param department the applicant's, whose budget is asked
 * @param approver id of the employee who decides
 * @param filedBy the agent that filed it
 * @param idempotencyKey of the call that filed it
 */
public record Approval(
        String id,
        String type,
        String title,
        Yuan amount,
        String category,
        String applicant,
        String department,
        String approver,
        List<Item> items,
        String filedBy,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant filedAt,
        String idempotencyKey) {

    /**
     * One receipt or position.
     *
     * @param reason why it is not accepted; null if it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String description,
            Yuan amount,
            boolean accepted,
            @Nullable String reason) {

        public Item {
            requireNonNull(description, "description is null");
            requireNonNull(amount, "amount is null");
        }
    }

    public Approval {
        requireNonNull(id, "id is null");
        requireNonNull(type, "type is null");
        requireNonNull(title, "title is null");
        requireNonNull(amount, "amount is null");
        requireNonNull(category, "category is null");
        requireNonNull(applicant, "applicant is null");
        requireNonNull(department, "department is null");
        requireNonNull(approver, "approver is null");
        items = List.copyOf(items);
        requireNonNull(filedBy, "filedBy is null");
        requireNonNull(filedAt, "filedAt is null");
        requireNonNull(idempotencyKey, "idempotencyKey is null");
    }

    boolean concerns(Employee employee) {
        return applicant.equals(employee.id()) || approver.equals(employee.id());
    }
}
