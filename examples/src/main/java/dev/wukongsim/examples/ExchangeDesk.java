package dev.wukongsim.examples;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** An agent with a plain LangChain4j tool, inside a token budget, against a mocked Qwen. */
public final class ExchangeDesk {

    static final class Rates {

        private static final Map<String, BigDecimal> YUAN =
                Map.of("EUR", new BigDecimal("8.30"), "USD", new BigDecimal("7.10"));

        @Tool(
                name = "rates.convert",
                value = "Converts an amount of a foreign currency into yuan at today's rate.",
                metadata = "{\"effect\":\"read\",\"confirmation\":\"not_required\",\"idempotency\":\"repeatable\"}")
        String convert(@P("the amount") BigDecimal amount, @P("three letters, such as EUR") String currency) {
            return amount.multiply(YUAN.get(currency)).toPlainString() + " CNY";
        }
    }

    private ExchangeDesk() {}

    public static void main(String... arguments) {
        Replies replies = Replies.of(
                Turn.call("rates.convert", "{\"amount\": 120, \"currency\": \"EUR\"}"),
                Turn.say("120 EUR are 996.00 CNY today."));
        try (MockQwen qwen = MockQwen.start(0, replies, 1)) {
            RunResult result = run(new Endpoint(qwen.baseUrl(), "sk-any", Duration.ofMinutes(1)));
            System.out.println(result.answer().orElseThrow());
            System.out.println(result.usage().total() + " of " + result.budget().limit() + " tokens");
        }
    }

    /** The same agent against any OpenAI-compatible endpoint. */
    static RunResult run(Endpoint endpoint) {
        QwenTokenCounter counter = new QwenTokenCounter();
        Agent agent = Agent.named("exchange-desk")
                .withInstructions("You convert money.")
                .withTools("rates.*");
        return AgentRunner.builder(new QwenClient(endpoint, counter))
                .tools(ToolRegistry.of(AnnotatedTools.of(new Rates())))
                .counter(counter)
                .build()
                .run(Task.of("t-1", agent, "How much is 120 EUR in yuan?", "li.na", 5_000));
    }
}
