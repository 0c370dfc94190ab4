package dev.wukongsim.examples;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.VirtualTimer;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.testkit.crash.RememberingModel;
import dev.wukongsim.testkit.crash.Stores;
import dev.wukongsim.tools.office.Office;
import dev.wukongsim.tools.office.World;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Where an example is played, by one process after the other: the mocked model, and offices as the stores left them. */
final class Stage implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T01:00:00Z");

    private static final String TASK = "t-1";
    private static final long SEED = 7;

    private static final QwenTokenCounter COUNTER = new QwenTokenCounter();
    private static final Catalogue PRICES = Catalogue.bundled();

    private final TaskFile file;
    private final World world;
    private final MockQwen mock;
    private final RememberingModel model;

    private Stage(TaskFile file) {
        this.file = file;
        this.world = World.load(file.world().orElseThrow());
        this.mock = MockQwen.start(0, Replies.read(file.replies().orElseThrow()), SEED);
        Endpoint endpoint = new Endpoint(mock.baseUrl(), "sk-stage", Duration.ofSeconds(30));
        this.model = new RememberingModel(new QwenClient(endpoint, COUNTER));
    }

    /** The stage of the example in this folder. */
    static Stage of(String example) {
        return new Stage(TaskFile.load(Path.of(example, "task.yaml")));
    }

    Task task(Map<String, String> inputs) {
        return task(TASK, inputs);
    }

    Task task(String id, Map<String, String> inputs) {
        return Task.of(id, file, inputs);
    }

    /** The office of a task, as the stores have it at this moment. */
    Office office(String task, Stores stores) {
        return Office.open(world, Clock.fixed(START, ZoneOffset.UTC), stores.journal(), "office:" + task);
    }

    ModelClient model() {
        return model;
    }

    /** The runner of a new process for a task. */
    AgentRunner.Builder runner(String task, Stores stores) {
        return runner(stores, model, office(task, stores).tools());
    }

    /** The runner of a new process with another model or other tools. */
    static AgentRunner.Builder runner(Stores stores, ModelClient model, ToolRegistry tools) {
        return AgentRunner.builder(model)
                .tools(tools)
                .ledger(stores.ledger())
                .memory(stores.memory())
                .journal(stores.journal())
                .counter(COUNTER)
                .prices(PRICES)
                .timer(new VirtualTimer(START));
    }

    @Override
    public void close() {
        mock.close();
    }
}
