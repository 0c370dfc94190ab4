package dev.wukongsim.tools.office;

import java.util.List;
import java.util.stream.Stream;

/**
 * What happened in an office between two moments.
 *
 * @param approvals filed, in order
 * @param messages sent, in order
 */
public record OfficeChanges(List<Approval> approvals, List<Message> messages) {

    public OfficeChanges {
        approvals = List.copyOf(approvals);
        messages = List.copyOf(messages);
    }

    /**
     * What is in {@code after} and was not in {@code before}.
     *
     * @param after the same office later: it holds everything that {@code before} holds, and perhaps more
     * @throws IllegalArgumentException if it is another office or an earlier state
     */
    public static OfficeChanges between(OfficeState before, OfficeState after) {
        return new OfficeChanges(
                added(before.approvals(), after.approvals()), added(before.messages(), after.messages()));
    }

    public boolean isEmpty() {
        return approvals.isEmpty() && messages.isEmpty();
    }

    /** One line each, for people. */
    public List<String> lines() {
        return Stream.concat(
                        approvals.stream().map(OfficeChanges::line),
                        messages.stream().map(OfficeChanges::line))
                .toList();
    }

    private static <T> List<T> added(List<T> before, List<T> after) {
        if (!after.subList(0, Math.min(before.size(), after.size())).equals(before)) {
            throw new IllegalArgumentException("The second state is no later state of the same office");
        }
        return after.subList(before.size(), after.size());
    }

    private static String line(Approval approval) {
        return "%s: %s of %s for '%s', %s → %s, %s"
                .formatted(
                        approval.id(),
                        approval.type(),
                        approval.amount(),
                        approval.category(),
                        approval.applicant(),
                        approval.approver(),
                        approval.title());
    }

    private static String line(Message message) {
        return "%s: %s → %s, %s"
                .formatted(
                        message.id(),
                        message.from(),
                        message.to(),
                        message.text().replaceAll("\\s+", " "));
    }
}
