package dev.wukongsim.simulator;

import dev.langchain4j.agent.tool.Tool;

/** What a clerk who looks after leave can look up. */
final class Leave {

    @Tool(
            name = "leave.days",
            value = "Says how many days of leave an employee has.",
            metadata = "{\"effect\":\"read\",\"confirmation\":\"not_required\",\"idempotency\":\"repeatable\"}")
    int days(String employee) {
        return employee.length();
    }
}
