package dev.wukongsim.testkit.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.UnknownPlannerException;
import dev.wukongsim.runtime.tool.AskPerson;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.UnknownToolException;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.VirtualTimer;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.tools.office.Office;
import dev.wukongsim.tools.office.World;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one case: the real runtime over real HTTP against the mocked Qwen, a fresh office, and ledger, memory and journal in
 * the process. Time is virtual, so retries and deadlines cost nothing.
 */
public final class CaseRunner {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final long seed;
    private final InstantSource stopwatch;

    /**
     * A runner for cases whose randomness and time are given.
     *
     * @param seed of everything that is random
     * @param stopwatch measures how long a case takes
     */
    public CaseRunner(long seed, InstantSource stopwatch) {
        this.seed = seed;
        this.stopwatch = stopwatch;
    }

    /**
     * Run a case to its end.
     *
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException if a file it needs is wrong
     */
    public CaseResult run(SuiteFile suite, SuiteDefinition.Case test) {
        Instant began = stopwatch.instant();
        VirtualTimer timer = new VirtualTimer(START);
        TranscriptRecorder recorder = TranscriptRecorder.inMemory(timer::now);
        Clock clock = Clock.fixed(START, ZoneOffset.UTC);
        Optional<Office> office = suite.task().world().map(World::load).map(world -> Office.open(world, clock));
        Path repliesFile = suite.replies(test);
        Replies replies = Replies.read(repliesFile);
        List<String> failures = new ArrayList<>();
        List<String> unused = List.of();
        StopReason stopReason = StopReason.INVALID;
        try (MockQwen mock = MockQwen.start(0, replies, seed)) {
            RunResult result = runner(mock, office, test, timer, recorder).run(task(suite, test));
            stopReason = result.stopReason();
            failures.addAll(Expectations.failures(test.expect(), result, state(office)));
            if (stopReason != StopReason.MODEL_FAILED || !failures.isEmpty()) {
                replies.misses().forEach(miss -> failures.add("the mocked model refused a request: " + miss));
            }
            unused = replies.unused();
        } catch (UnknownToolException | UnknownPlannerException e) {
            failures.add(e.getMessage());
        }
        return new CaseResult(
                suite.definition().name(),
                test.name(),
                suite.path(),
                suite.at(test, "").line(),
                failures,
                stopReason,
                usage(recorder),
                Duration.between(began, stopwatch.instant()),
                recorder.transcript(),
                repliesFile,
                unused);
    }

    private AgentRunner runner(
            MockQwen mock,
            Optional<Office> office,
            SuiteDefinition.Case test,
            VirtualTimer timer,
            TranscriptRecorder recorder) {
        Endpoint endpoint = new Endpoint(mock.baseUrl(), "sk-suite", ANSWER_TIMEOUT).tellingOrigin();
        QwenTokenCounter counter = new QwenTokenCounter();
        return AgentRunner.builder(new QwenClient(endpoint, counter))
                .tools(office.map(Office::tools).orElse(ToolRegistry.of()).plus(ToolRegistry.of(AskPerson.tool())))
                .counter(counter)
                .prices(Catalogue.bundled())
                .approver((call, reason) -> test.person().answer())
                .timer(timer)
                .seed(seed)
                .listener(recorder)
                .build();
    }

    private static Task task(SuiteFile suite, SuiteDefinition.Case test) {
        TaskFile file = suite.task();
        Task task = Task.of("t-" + test.name(), file, test.input());
        Agent agent = task.agent();
        return task.withAgent(test.planner() == null ? agent : agent.withPlanner(test.planner()))
                .withBudget(test.budget() == null ? task.budget() : test.budget())
                .withConfirmed(test.confirmed() == null ? task.confirmed() : test.confirmed())
                .withShortage(Optional.ofNullable(test.whenShort())
                        .flatMap(Shortage::parse)
                        .orElse(task.shortage()));
    }

    private static JsonNode state(Optional<Office> office) {
        try {
            return JSON.readTree(office.map(open -> open.state().toJson()).orElse("{}"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The office's state is no JSON", e);
        }
    }

    private static Usage usage(TranscriptRecorder recorder) {
        return recorder.transcript().events(RunEvent.TaskEnded.class).stream()
                .map(RunEvent.TaskEnded::usage)
                .findFirst()
                .orElse(Usage.NONE);
    }
}
