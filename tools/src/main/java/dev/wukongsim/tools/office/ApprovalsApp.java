package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNullElse;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationParameters;
import dev.wukongsim.tools.office.OfficeStore.Change;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests for money. An employee files in their own name only, and sees what they filed or have to decide. */
final class ApprovalsApp {

    /** What a list shows of each; the amount in CNY. */
    record Line(String id, String type, String title, Yuan amount, String category, String applicant, String approver) {
        static Line of(Approval approval) {
            return new Line(
                    approval.id(),
                    approval.type(),
                    approval.title(),
                    approval.amount(),
                    approval.category(),
                    approval.applicant(),
                    approval.approver());
        }
    }

    private final OfficeStore store;
    private final InstantSource clock;

    ApprovalsApp(OfficeStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Tool(
            name = "approvals.file",
            value = "File an approval in the employee's own name; it then waits for the approver."
                    + " If there are items, the amount is the sum of the accepted ones. Returns the approval's id.",
            metadata = Contracts.FILING)
    Line file(
            @P("Kind of approval, such as expense or purchase") String type,
            @P("Short title; name the document it rests on") String title,
            @P("In yuan, at most two decimals, such as 1280.50") BigDecimal amount,
            @P("Budget category such as travel") String category,
            @P("Employee id of the person who decides") String approver,
            @P(value = "Receipts or positions, accepted and not accepted ones", required = false) @Nullable List<ApprovalForm.Line> items,
            InvocationParameters invocation) {
        ApprovalForm form =
                new ApprovalForm(type, title, amount, category, approver, requireNonNullElse(items, List.of()));
        return store.change(state -> file(form, Desk.of(state, invocation)));
    }

    @Tool(
            name = "approvals.get",
            value = "Get one approval that the employee filed or has to decide.",
            metadata = Contracts.READING)
    Approval get(@P("Approval id such as AP-0001") String approval, InvocationParameters invocation) {
        Desk desk = Desk.of(store.state(), invocation);
        Approval found = desk.state()
                .approval(approval)
                .orElseThrow(() -> new ToolArgumentsException(
                        "No approval has the id '" + approval + "'; list them with approvals.list"));
        if (!found.concerns(desk.employee())) {
            throw new RefusedException("Approval '" + approval + "' concerns its applicant and its approver only, and "
                    + desk.employee().label() + " is neither");
        }
        return found;
    }

    @Tool(
            name = "approvals.list",
            value = "List the approvals that the employee filed or has to decide, oldest first.",
            metadata = Contracts.READING)
    List<Line> list(InvocationParameters invocation) {
        Desk desk = Desk.of(store.state(), invocation);
        return desk.state().approvals().stream()
                .filter(approval -> approval.concerns(desk.employee()))
                .map(Line::of)
                .toList();
    }

    private Change<Line> file(ApprovalForm form, Desk desk) {
        OfficeState state = desk.state();
        String key = desk.call().idempotencyKey();
        Optional<Approval> filed = state.approvals().stream()
                .filter(approval -> approval.idempotencyKey().equals(key))
                .findFirst();
        if (filed.isPresent()) {
            return new Change<>(state, Line.of(filed.get()));
        }
        form.check(state, desk.employee());
        checkBudget(form, desk);
        Approval approval = approval(form, desk);
        return new Change<>(state.with(approval), Line.of(approval));
    }

    private static void checkBudget(ApprovalForm form, Desk desk) {
        OfficeState state = desk.state();
        String department = desk.employee().department();
        Budget budget = state.budget(department, form.category())
                .orElseThrow(() -> new RefusedException("Department '" + department + "' has no budget for '"
                        + form.category() + "'; nothing was filed"));
        Yuan asked = Yuan.of(form.amount());
        if (asked.compareTo(state.remaining(budget)) > 0) {
            throw new RefusedException("Department '" + department + "' has " + state.remaining(budget) + " left for '"
                    + form.category() + "' in " + budget.year() + " and this approval asks for " + asked
                    + "; nothing was filed, ask the head of the department first");
        }
    }

    private Approval approval(ApprovalForm form, Desk desk) {
        Employee applicant = desk.employee();
        return new Approval(
                "AP-%04d".formatted(desk.state().approvals().size() + 1),
                form.type(),
                form.title().strip(),
                Yuan.of(form.amount()),
                form.category(),
                applicant.id(),
                applicant.department(),
                form.approver(),
                form.items().stream().map(ApprovalForm.Line::item).toList(),
                desk.call().caller().agent(),
                clock.instant(),
                desk.call().idempotencyKey());
    }
}
