package dev.wukongsim.redis;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolContract;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.ToolResult;

/** An agent of a benchmark, with one tool that does nothing. */
record BenchmarkAgent(String tool, ToolContract contract) {

    static final Usage USAGE = Usage.of(200, 20);

    /** The model calls the tool. */
    ModelReply call(int number, String arguments) {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("call-" + number)
                .name(tool)
                .arguments(arguments)
                .build();
        return new ModelReply(AiMessage.from(call), USAGE, FinishReason.TOOL_EXECUTION);
    }

    /** A runner that keeps everything in these stores. */
    AgentRunner.Builder runner(RedisStores stores, ModelClient model) {
        Tool idle = new Tool(
                ToolSpecification.builder()
                        .name(tool)
                        .description("Does nothing.")
                        .build(),
                contract,
                call -> new ToolResult.Success("What came of it: " + call.arguments()));
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(idle))
                .ledger(stores.ledger())
                .memory(stores.memory())
                .journal(stores.journal());
    }
}
