package dev.wukongsim.examples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.qwen.ReportedUsage;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.metering.BudgetExceededException;
import dev.wukongsim.runtime.metering.MeteredChatModel;
import dev.wukongsim.runtime.metering.Metering;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A LangChain4j model that spends what a team has and no more: no agent, no Redis, no framework. */
public final class MeteredChat {

    private MeteredChat() {}

    public static void main(String... arguments) {
        try (MockQwen qwen = MockQwen.start(0, Replies.of(Turn.say("Mount Tai, 1,533 metres.")), 1)) {
            TokenLedger ledger = new InMemoryTokenLedger();
            ledger.open("team:docs", 120);
            ChatModel model = metered(qwen.baseUrl(), ledger);
            try {
                while (true) {
                    System.out.println(model.chat("Name a mountain."));
                }
            } catch (BudgetExceededException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** Any model of any LangChain4j program goes on account like this; retries belong outside, where each is counted. */
    static ChatModel metered(URI endpoint, TokenLedger ledger) {
        AtomicInteger calls = new AtomicInteger();
        Metering metering = Metering.builder(
                        ledger, Funding.of(List.of("team:docs")), () -> "docs-" + calls.incrementAndGet())
                .counter(new QwenTokenCounter())
                .usage(ReportedUsage::of)
                .build();
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(endpoint.toString())
                .apiKey("sk-any")
                .modelName("qwen-plus")
                .maxRetries(0)
                .build();
        return new MeteredChatModel(model, metering);
    }
}
