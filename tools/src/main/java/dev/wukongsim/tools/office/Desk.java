package dev.wukongsim.tools.office;

import dev.langchain4j.invocation.InvocationParameters;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolCall;

/**
 * Where a call arrives: who makes it, in whose name, in which state of the office.
 *
 * @param employee the person the agent acts for
 */
record Desk(OfficeState state, Employee employee, ToolCall call) {

    /** @throws RefusedException if the caller's employee does not work here */
    static Desk of(OfficeState state, InvocationParameters invocation) {
        ToolCall call = invocation.get(AnnotatedTools.CALL);
        if (call == null) {
            throw new IllegalStateException(
                    "Office tools act for an employee and need the call under '" + AnnotatedTools.CALL + "'");
        }
        String id = call.caller().employee();
        Employee employee = state.employee(id)
                .orElseThrow(
                        () -> new RefusedException("Agent '" + call.caller().agent() + "' acts for '" + id
                                + "', who does not work at " + state.company()
                                + "; run the task as one of its employees"));
        return new Desk(state, employee, call);
    }
}
