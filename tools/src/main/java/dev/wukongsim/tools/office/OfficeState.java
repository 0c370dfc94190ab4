package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything there is in the office at one moment. Immutable; a call that changes something makes the next state. It
 * survives JSON, with any Jackson mapper that knows {@code java.time}.
 */
public record OfficeState(
        String company,
        ApprovalPolicy policy,
        List<Department> departments,
        List<Employee> employees,
        List<ChatGroup> groups,
        List<Budget> budgets,
        List<Document> documents,
        List<Approval> approvals,
        List<Message> messages) {

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    public OfficeState {
        requireNonNull(company, "company is null");
        requireNonNull(policy, "policy is null");
        departments = List.copyOf(departments);
        employees = List.copyOf(employees);
        groups = List.copyOf(groups);
        budgets = List.copyOf(budgets);
        documents = List.copyOf(documents);
        approvals = List.copyOf(approvals);
        messages = List.copyOf(messages);
    }

    /**
     * The state that {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static OfficeState fromJson(String json) {
        try {
            return JSON.readValue(json, OfficeState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Text is not the state of an office: " + e.getOriginalMessage(), e);
        }
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("State of the office does not survive JSON", e);
        }
    }

    public Optional<Employee> employee(String id) {
        return employees.stream().filter(employee -> employee.id().equals(id)).findFirst();
    }

    public Optional<Employee> managerOf(Employee employee) {
        return Optional.ofNullable(employee.manager()).flatMap(this::employee);
    }

    public Optional<ChatGroup> group(String id) {
        return groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }

    public Optional<Document> document(String id) {
        return documents.stream().filter(document -> document.id().equals(id)).findFirst();
    }

    public Optional<Approval> approval(String id) {
        return approvals.stream().filter(approval -> approval.id().equals(id)).findFirst();
    }

    /** The department with this id or name, in any case. */
    public Optional<Department> department(String idOrName) {
        return departments.stream()
                .filter(department -> department.id().equalsIgnoreCase(idOrName)
                        || department.name().equalsIgnoreCase(idOrName))
                .findFirst();
    }

    public Optional<Budget> budget(String department, String category) {
        return budgets.stream()
                .filter(budget -> budget.department().equals(department)
                        && budget.category().equals(category))
                .findFirst();
    }

    /** What waits for approval and would come out of this budget. */
    public Yuan pending(Budget budget) {
        return approvals.stream()
                .filter(approval -> approval.department().equals(budget.department())
                        && approval.category().equals(budget.category()))
                .map(Approval::amount)
                .reduce(Yuan.ZERO, Yuan::plus);
    }

    /** What a new approval may ask of this budget. */
    public Yuan remaining(Budget budget) {
        return budget.limit().minus(budget.spent()).minus(pending(budget));
    }

    OfficeState with(Approval approval) {
        List<Approval> all =
                Stream.concat(approvals.stream(), Stream.of(approval)).toList();
        return new OfficeState(company, policy, departments, employees, groups, budgets, documents, all, messages);
    }

    OfficeState with(Message message) {
        List<Message> all = Stream.concat(messages.stream(), Stream.of(message)).toList();
        return new OfficeState(company, policy, departments, employees, groups, budgets, documents, approvals, all);
    }
}
