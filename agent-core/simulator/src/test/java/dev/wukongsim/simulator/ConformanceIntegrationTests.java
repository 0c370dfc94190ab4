package dev.wukongsim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.qwen.RateLimit;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.simulator.Wired.Seen;
import dev.wukongsim.simulator.cache.ContextCache;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.FaultRule;
import dev.wukongsim.simulator.fault.FaultWhen;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.limit.BurstRule;
import dev.wukongsim.simulator.limit.RateLimiter;
import dev.wukongsim.simulator.limit.Wallet;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the provider documents, line by line: what the endpoint does as bare HTTP shows it and, where it is the client's
 * business, what our client makes of it. Three lines have classes of their own.
 *
 * @see dev.wukongsim.simulator.batch.BatchIntegrationTests
 * @see dev.wukongsim.simulator.generation.GenerationIntegrationTests
 * @see dev.wukongsim.simulator.responses.ResponsesIntegrationTests
 */
@Timeout(60)
class ConformanceIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLUS = "qwen-plus";
    private static final ToolSpecification FIND = tool("find");
    private static final ToolSpecification LIST = tool("list");
    private static final RateLimit ROOMY =
            new RateLimit(1_000, Duration.ofSeconds(1), 1_000_000, Duration.ofSeconds(1), false);

    private final MovedClock clock = new MovedClock();

    @Test
    void plain() {
        try (Wired wired = says(Turn.say("42"))) {
            JsonNode answer = wired.chat(Requests.question("hi")).json();

            assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("42");
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
            assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(11);
            assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        }
    }

    @Test
    void stream() {
        try (Wired wired = says(Turn.say("42"))) {
            List<JsonNode> chunks =
                    wired.chat(Requests.question("hi").put("stream", true)).chunks();

            assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
            assertThat(chunks)
                    .extracting(chunk -> chunk.at("/choices/0/delta/content").asText())
                    .containsExactly("", "4", "2", "");
            assertThat(wired.ask(PLUS, "hi").message().text()).isEqualTo("42");
        }
    }

    @Test
    void streamWithUsage() {
        try (Wired wired = says(Turn.say("42"))) {
            List<JsonNode> chunks =
                    wired.chat(Requests.streaming(Requests.question("hi"))).chunks();

            assertThat(chunks.getLast().path("choices")).isEmpty();
            assertThat(chunks.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(2);
            assertThat(chunks.subList(0, chunks.size() - 1))
                    .allMatch(chunk -> chunk.path("usage").isNull());
            assertThat(wired.ask(PLUS, "hi").usage()).isEqualTo(Usage.of(9, 2));
        }
    }

    @Test
    void streamWithoutUsage() {
        Faults silent = Faults.of(1, new FaultRule(new Fault.NoUsage(), FaultWhen.ALWAYS));
        try (Wired wired = says(Turn.say("42"));
                Wired unreported =
                        Wired.to(MockQwen.builder(Replies.of(Turn.say("42"))).faults(silent))) {
            Seen seen = wired.chat(Requests.question("hi").put("stream", true));

            assertThat(seen.chunks()).allMatch(chunk -> chunk.path("usage").isNull());
            Usage usage = unreported.ask(PLUS, "hi").usage();
            assertThat(usage.estimated()).isTrue();
            assertThat(usage.input()).isEqualTo(9);
        }
    }

    @Test
    void thinkingStream() {
        try (Wired wired = says(Turn.say("42").thinking("6 × 7"))) {
            List<JsonNode> chunks =
                    wired.chat(Requests.streaming(thinking("qwen3-8b"))).chunks();

            assertThat(chunks.getFirst()
                            .at("/choices/0/delta/reasoning_content")
                            .asText())
                    .isEqualTo("6");
            assertThat(chunks.getFirst().at("/choices/0/delta/content").isNull())
                    .isTrue();
            assertThat(chunks.get(4).at("/choices/0/delta/reasoning_content").isNull())
                    .isTrue();
            assertThat(chunks.getLast()
                            .at("/usage/completion_tokens_details/reasoning_tokens")
                            .asInt())
                    .isEqualTo(4);
            ModelReply reply = wired.ask("qwen3-8b", "hi");
            assertThat(reply.message().thinking()).isEqualTo("6 × 7");
            assertThat(reply.usage().reasoning()).isEqualTo(4);
        }
    }

    @Test
    void thinkingNonStreamRefused() {
        try (Wired wired = says(Turn.say("42"))) {
            refused(
                    wired.chat(thinking("qwen3-8b")),
                    "parameter.enable_thinking must be set to false for non-streaming calls");
        }
    }

    @Test
    void toolCallWithSplitArgumentsAndEmptyIds() {
        try (Wired wired = says(Turn.call("find", "{\"name\":\"王芳\"}"))) {
            List<JsonNode> calls =
                    wired.chat(Requests.streaming(Requests.offering(Requests.question("hi"), "find"))).chunks().stream()
                            .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
                            .filter(JsonNode::isObject)
                            .toList();

            assertThat(calls.getFirst().path("id").asText()).startsWith("call_");
            assertThat(calls.getFirst().at("/function/name").asText()).isEqualTo("find");
            assertThat(calls.subList(1, calls.size()))
                    .hasSizeGreaterThan(1)
                    .allMatch(call -> call.path("id").asText().isEmpty())
                    .noneMatch(call -> call.path("function").has("name"));
            assertThat(wired.ask(PLUS, "hi", FIND).message().toolExecutionRequests())
                    .extracting(ToolExecutionRequest::arguments)
                    .containsExactly("{\"name\": \"王芳\"}");
        }
    }

    @Test
    void twoParallelToolCalls() {
        try (Wired wired = says(Turn.call("find", "{\"name\":\"王芳\"}").andCall("list", "{}"))) {
            JsonNode answer = wired.chat(Requests.offering(Requests.question("hi"), "find", "list"))
                    .json();

            assertThat(answer.at("/choices/0/message/tool_calls").findValuesAsText("name"))
                    .containsExactly("find", "list");
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
            ModelReply reply = wired.ask(PLUS, "hi", FIND, LIST);
            assertThat(reply.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
            assertThat(reply.message().toolExecutionRequests())
                    .extracting(ToolExecutionRequest::id)
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void toolResultOrderingError() {
        try (Wired wired = says(Turn.say("42"))) {
            ObjectNode request = Requests.question("hi");
            request.withArray("messages")
                    .addObject()
                    .put("role", "tool")
                    .put("tool_call_id", "call_1")
                    .put("content", "42");

            refused(
                    wired.chat(request),
                    "messages with role \"tool\" must be a response to a preceeding message with \"tool_calls\".");
        }
    }

    @Test
    void jsonModeWithThinkingRefused() {
        try (Wired wired = says(Turn.say("{}"))) {
            ObjectNode request = Requests.streaming(thinking(PLUS));
            request.putObject("response_format").put("type", "json_object");

            refused(wired.chat(request), "Json mode response is not supported when enable_thinking is true");
        }
    }

    @Test
    void toolNamedSearchRefused() {
        try (Wired wired = says(Turn.say("42"))) {
            refused(
                    wired.chat(Requests.offering(Requests.question("hi"), "search")),
                    "Tool names are not allowed to be [search]");
            assertThat(wired.failure(PLUS, "hi", tool("search"))).isEqualTo(Kind.CONFIGURATION);
        }
    }

    @Test
    void contextOverflow() {
        try (Wired wired = says(Turn.say("42"))) {
            String tooLong = "word ".repeat(40_000);

            Seen seen = wired.chat(Requests.question(tooLong).put("model", "qwen-max"));

            assertThat(seen.status()).isEqualTo(400);
            assertThat(seen.message()).startsWith("Range of input length should be [1, ");
            assertThat(wired.failure("qwen-max", tooLong)).isEqualTo(Kind.CONTEXT_OVERFLOW);
        }
    }

    @Test
    void explicitCacheWriteHitAndExpiryAfterFiveMinutes() {
        try (Wired wired = says(Turn.say("42"))) {
            JsonNode written = details(wired.chat(marked()));
            clock.move(Duration.ofMinutes(5).minusMillis(1));
            JsonNode read = details(wired.chat(marked()));
            clock.move(Duration.ofMinutes(5));
            JsonNode forgotten = details(wired.chat(marked()));

            assertThat(written.path("cached_tokens").asInt()).isZero();
            assertThat(written.path("cache_creation_input_tokens").asInt()).isGreaterThan(1_024);
            assertThat(read.path("cached_tokens").asInt())
                    .isEqualTo(written.path("cache_creation_input_tokens").asInt());
            assertThat(read.has("cache_creation_input_tokens")).isFalse();
            assertThat(forgotten).isEqualTo(written);
        }
    }

    @Test
    void implicitHitBelowAndAboveTheMinimum() {
        MockQwen.Builder caching = builder(Turn.say("42")).cache(ContextCache.withImplicit(1_024));
        try (Wired wired = Wired.to(caching)) {
            String longText = "word ".repeat(1_500);
            wired.chat(Requests.question(longText));
            wired.chat(Requests.question("short"));

            assertThat(details(wired.chat(Requests.question(longText)))
                            .path("cached_tokens")
                            .asInt())
                    .isGreaterThanOrEqualTo(1_024);
            assertThat(details(wired.chat(Requests.question("short")))
                            .path("cached_tokens")
                            .asInt())
                    .isZero();
            assertThat(wired.ask(PLUS, longText).usage().cachedInput()).isGreaterThanOrEqualTo(1_024);
        }
    }

    /** A request of 32,768 tokens is priced in the first tier, and one more token puts the whole of it into the second. */
    @Test
    void tierEdge() {
        try (Wired wired = says(Turn.say("42"))) {
            int frame = wired.chat(Requests.question("a").put("model", "qwen3-max"))
                            .json()
                            .at("/usage/prompt_tokens")
                            .asInt()
                    - 1;
            Usage edge = wired.ask("qwen3-max", "a" + " a".repeat(32_768 - frame - 1))
                    .usage();
            Usage beyond =
                    wired.ask("qwen3-max", "a" + " a".repeat(32_768 - frame)).usage();

            assertThat(List.of(edge.input(), beyond.input())).containsExactly(32_768L, 32_769L);
            assertThat(micros(beyond)).isGreaterThan(micros(edge) * 5 / 4);
        }
    }

    @Test
    void requestsWindow() {
        RateLimit two = new RateLimit(2, Duration.ofSeconds(1), 1_000_000, Duration.ofSeconds(1), false);
        try (Wired wired = Wired.to(builder(Turn.say("42")).limits(RateLimiter.of(two)))) {
            wired.chat(Requests.question("hi"));
            wired.chat(Requests.question("hi"));

            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("limit_requests");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.RATE);
            clock.move(Duration.ofSeconds(1));
            assertThat(wired.chat(Requests.question("hi")).status()).isEqualTo(200);
        }
    }

    @Test
    void tokensWindow() {
        RateLimit few = new RateLimit(1_000, Duration.ofSeconds(1), 5, Duration.ofSeconds(6), false);
        try (Wired wired = Wired.to(builder(Turn.say("42")).limits(RateLimiter.of(few)))) {
            wired.chat(Requests.question("hi"));

            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("insufficient_quota");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.RATE);
            clock.move(Duration.ofSeconds(6));
            assertThat(wired.chat(Requests.question("hi")).status()).isEqualTo(200);
        }
    }

    @Test
    void burstAndWaitHeader() {
        RateLimiter steep = RateLimiter.of(ROOMY).with(new BurstRule(1, 1, 60));
        try (Wired wired = Wired.to(builder(Turn.say("42")).limits(steep))) {
            wired.chat(Requests.question("hi"));

            Seen refused = wired.chat(Requests.question("hi"));
            Kind kind = wired.failure(PLUS, "hi");
            Seen queued = wired.chat(Requests.question("hi"), "X-DashScope-Wait-Timeout", "3");
            Seen unwilling = wired.chat(Requests.question("hi"), "X-DashScope-Wait-Timeout", "0");
            Seen wrong = wired.chat(Requests.question("hi"), "X-DashScope-Wait-Timeout", "2");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("limit_burst_rate");
            assertThat(kind).isEqualTo(Kind.BURST);
            assertThat(queued.status()).isEqualTo(200);
            assertThat(unwilling.status()).isEqualTo(429);
            assertThat(wrong.status()).isEqualTo(400);
        }
    }

    @Test
    void budget429() {
        Wallet wallet = Wallet.bottomless(Catalogue.bundled()).withBudget(1, Duration.ZERO);
        try (Wired wired = Wired.to(builder(Turn.say("42")).wallet(wallet))) {
            Seen paid = wired.chat(Requests.question("hi"));
            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(paid.status()).isEqualTo(200);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.message()).startsWith("The budget configured in Budget Management has been exhausted.");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.MONEY);
        }
    }

    @Test
    void overdue429() {
        try (Wired wired = always(KnownError.PREPAID_OVERDUE)) {
            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.message()).isEqualTo("The prepaid bill is overdue.");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.MONEY);
        }
    }

    @Test
    void arrearage400() {
        Wallet wallet = Wallet.bottomless(Catalogue.bundled()).withCredit(1);
        try (Wired wired = Wired.to(builder(Turn.say("42")).wallet(wallet))) {
            wired.chat(Requests.question("hi"));

            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("Arrearage");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.MONEY);
        }
    }

    @Test
    void freeOnly403() {
        Wallet wallet = Wallet.bottomless(Catalogue.bundled()).withFreeTokensOnly(5);
        try (Wired wired = Wired.to(builder(Turn.say("42")).wallet(wallet))) {
            wired.chat(Requests.question("hi"));

            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("AllocationQuota.FreeTierOnly");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.MONEY);
        }
    }

    @Test
    void inspectionOnInput() {
        try (Wired wired = always(KnownError.INPUT_INSPECTION)) {
            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("data_inspection_failed");
            assertThat(refused.json().at("/error/param").asText()).isEqualTo("None");
            assertThat(refused.json().path("request_id").asText()).isNotEmpty();
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.SAFETY);
        }
    }

    @Test
    void inspectionInMidOutput() {
        Fault within = new Fault.ErrorWithin(KnownError.OUTPUT_INSPECTION, 2);
        try (Wired wired = Wired.to(builder(Turn.say("42")).faults(faults(within, FaultWhen.ALWAYS)))) {
            String events =
                    wired.chat(Requests.question("hi").put("stream", true)).body();

            assertThat(events)
                    .contains("\"content\":\"4\"")
                    .doesNotContain("[DONE]")
                    .contains("Output data may");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.SAFETY);
        }
    }

    @Test
    void wrongKey() {
        try (Wired wired = Wired.to(builder(Turn.say("42")).requiredKey("sk-another"))) {
            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.message()).isEqualTo("Incorrect API key provided. ");
            assertThat(refused.code()).isEqualTo("invalid_api_key");
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.CONFIGURATION);
        }
    }

    @Test
    void retiredModel() {
        try (Wired wired = always(KnownError.MODEL_RETIRED)) {
            Seen refused = wired.chat(Requests.question("hi"));

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.code()).isEqualTo("model_not_found");
        }
    }

    @Test
    void fiveHundredThenSuccess() {
        FaultWhen first = FaultWhen.nth(1);
        try (Wired wired =
                Wired.to(builder(Turn.say("42")).faults(faults(new Fault.Refusal(KnownError.INTERNAL), first)))) {
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.TRANSIENT);
            assertThat(wired.ask(PLUS, "hi").message().text()).isEqualTo("42");
        }
    }

    @Test
    void fiveHundredThreeThenFallBack() {
        FaultWhen plus = FaultWhen.ALWAYS.forModel(PLUS);
        try (Wired wired =
                Wired.to(builder(Turn.say("42")).faults(faults(new Fault.Refusal(KnownError.UNAVAILABLE), plus)))) {
            Agent clerk = Agent.named("clerk").withModel(PLUS).withFallback("qwen-max");

            Seen refused = wired.chat(Requests.question("hi"));
            RunResult result = AgentRunner.builder(wired.client())
                    .counter(new QwenTokenCounter())
                    .timer(new VirtualTimer(clock.instant()))
                    .build()
                    .run(Task.of("t-1", clerk, "hi", "li.na", 50_000));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(result.answer()).contains("42");
            assertThat(result.models()).containsExactly(PLUS, "qwen-max");
        }
    }

    @Test
    void cutStream() {
        try (Wired wired = Wired.to(builder(Turn.say("42")).faults(faults(new Fault.Cut(2), FaultWhen.ALWAYS)))) {
            assertThat(wired.failure(PLUS, "hi")).isEqualTo(Kind.TRANSIENT);
        }
    }

    @Test
    void doubledSummary() {
        FaultWhen always = FaultWhen.ALWAYS;
        try (Wired wired = Wired.to(builder(Turn.say("42")).faults(faults(new Fault.DoubledSummary(), always)))) {
            String events =
                    wired.chat(Requests.question("hi").put("stream", true)).body();

            assertThat(events).contains("\"object\":\"chat.completion\"");
            assertThat(wired.ask(PLUS, "hi").message().text()).isEqualTo("42");
        }
    }

    /** Beside the list: several answers at once, which only one model gives. */
    @Test
    void severalChoices() {
        try (Wired wired = says(Turn.say("42"))) {
            JsonNode answer = wired.chat(Requests.question("hi").put("n", 3)).json();

            assertThat(answer.path("choices").findValuesAsText("index")).containsExactly("0", "1", "2");
            assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(6);
            refused(
                    wired.chat(Requests.question("hi").put("model", "qwen-max").put("n", 2)),
                    "Range of n should be [1, 1]");
        }
    }

    /** Beside the list: the answer has the form that was asked for, or the script is at fault. */
    @Test
    void jsonSchema() {
        try (Wired wired = says(Turn.say("{\"total\":42}"))) {
            ObjectNode request = Requests.question("hi");
            ObjectNode schema = request.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "sum")
                    .putObject("schema");
            schema.put("type", "object").putArray("required").add("sum");

            Seen refused = wired.chat(request);

            assertThat(refused.code()).isEqualTo("mock_wrong_format");
            assertThat(refused.message()).contains("required property 'sum' not found");
        }
    }

    private Wired says(Turn turn) {
        return Wired.to(builder(turn));
    }

    private Wired always(KnownError error) {
        return Wired.to(builder(Turn.say("42")).faults(faults(new Fault.Refusal(error), FaultWhen.ALWAYS)));
    }

    private MockQwen.Builder builder(Turn turn) {
        return MockQwen.builder(Replies.of(turn)).clock(clock).timer(clock);
    }

    private static Faults faults(Fault fault, FaultWhen when) {
        return Faults.of(1, new FaultRule(fault, when));
    }

    private static void refused(Seen seen, String message) {
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.message()).isEqualTo(message);
        assertThat(seen.code()).isEqualTo("invalid_parameter_error");
    }

    private static JsonNode details(Seen seen) {
        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
        return seen.json().at("/usage/prompt_tokens_details");
    }

    private static long micros(Usage usage) {
        return Catalogue.bundled().price("qwen3-max", usage).orElseThrow().micros();
    }

    private static ObjectNode thinking(String model) {
        return Requests.question("hi").put("model", model).put("enable_thinking", true);
    }

    /** A long question that ends with a cache marker, to a model that heeds it. */
    private static ObjectNode marked() {
        ObjectNode request =
                JSON.createObjectNode().put("model", "qwen3.6-plus").put("enable_thinking", false);
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", "word ".repeat(1_500))
                .putObject("cache_control")
                .put("type", "ephemeral");
        return request;
    }

    private static ToolSpecification tool(String name) {
        return ToolSpecification.builder()
                .name(name)
                .description("Looks something up.")
                .parameters(JsonObjectSchema.builder().addStringProperty("name").build())
                .build();
    }
}
