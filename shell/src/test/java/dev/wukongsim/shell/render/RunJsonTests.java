package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunJsonTests {

    private static final Path TRANSCRIPT = Path.of(".wukong/transcripts/t-1.jsonl");

    @Test
    void keepsTheContract() {
        RunResult result = result(StopReason.COMPLETED, Optional.of("完成"), Optional.empty(), new Money("CNY", 1_234));

        assertThat(RunJson.of(result, TRANSCRIPT))
                .isEqualTo("{\"task\":\"t-1\",\"agent\":\"clerk\",\"planner\":\"react\",\"model\":\"qwen-plus\","
                        + "\"stopReason\":\"completed\",\"exitCode\":0,\"answer\":\"完成\","
                        + "\"models\":[\"qwen-plus\",\"qwen-max\"],"
                        + "\"usage\":{\"input\":4812,\"cachedInput\":2048,\"cacheWrite\":0,\"output\":512,"
                        + "\"reasoning\":120,\"calls\":6,\"estimated\":false},"
                        + "\"cost\":{\"currency\":\"CNY\",\"micros\":1234},"
                        + "\"budget\":{\"limit\":20000,\"spent\":5324,\"held\":0,\"remaining\":14676},"
                        + "\"toolCalls\":[{\"name\":\"directory.find\",\"args\":{\"name\":\"王芳\"},"
                        + "\"outcome\":\"success\",\"step\":2}],"
                        + "\"alerts\":[{\"account\":\"task:t-1\",\"percent\":50,\"spent\":10100,\"limit\":20000}],"
                        + "\"steps\":11,\"transcript\":\".wukong/transcripts/t-1.jsonl\"}");
    }

    @Test
    void saysWhatWentWrongAndLeavesTheUnknownOpen() {
        RunResult result = result(StopReason.BUDGET_EXHAUSTED, Optional.empty(), Optional.of("Account is empty"), null);

        assertThat(RunJson.of(result, TRANSCRIPT))
                .contains("\"stopReason\":\"budget_exhausted\",\"exitCode\":4,\"answer\":null,"
                        + "\"message\":\"Account is empty\"")
                .contains("\"cost\":null");
    }

    private static RunResult result(StopReason reason, Optional<String> answer, Optional<String> message, Money cost) {
        return new RunResult(
                Task.of("t-1", Agent.named("clerk"), "goal", "li.na", 20_000),
                reason,
                answer,
                message,
                List.of("qwen-plus", "qwen-max"),
                new Usage(4_812, 2_048, 0, 512, 120, 6, false),
                Optional.ofNullable(cost),
                new Account("task:t-1", 20_000, 5_324, 0),
                List.of(new RunResult.ToolUse(
                        "directory.find", JsonNodeFactory.instance.objectNode().put("name", "王芳"), "success", 2)),
                List.of(new RunResult.Alert("task:t-1", 50, 10_100, 20_000)),
                11);
    }
}
