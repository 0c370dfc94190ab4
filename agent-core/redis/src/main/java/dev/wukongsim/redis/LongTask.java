package dev.wukongsim.redis;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Limits;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.tool.ToolContract;
import java.time.Duration;

/** A task with a long past: its agent has called a tool again and again, and then its process died. */
final class LongTask {

    /** The answer of the model, the verdict on its call, and the call. */
    private static final int ROWS_A_TURN = 3;

    private static final String ID = "long-task";
    private static final BenchmarkAgent READER = new BenchmarkAgent("read", ToolContract.reading());

    private final RedisStores stores;
    private final Task task;
    private final int turns;

    /** @param steps that the journal is to have at least */
    LongTask(RedisStores stores, int steps) {
        this.stores = stores;
        this.turns = (steps + ROWS_A_TURN - 1) / ROWS_A_TURN;
        Limits limits = new Limits(turns + 1, 1_024, 1, Duration.ofDays(1), Duration.ofDays(1));
        Agent reader = Agent.named("reader").withTools("read").withLimits(limits);
        this.task = Task.of(ID, reader, "Read every page.", "li.na", 1_000_000_000_000L);
    }

    /** What stands for the process's death. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Turn a page until the last one, and then die. */
    private final class Reading implements ModelClient {

        private int page;

        @Override
        public ModelReply call(ChatRequest request, TokenListener listener) {
            page++;
            if (page > turns) {
                throw new Died();
            }
            return READER.call(page, "{\"page\":" + page + "}");
        }
    }

    /** Tell how long it takes from the resumption until the model is asked for what comes next. */
    private static final class Asked implements ModelClient {

        private final long before = System.nanoTime();
        private Duration after = Duration.ZERO;

        @Override
        public ModelReply call(ChatRequest request, TokenListener listener) {
            after = Duration.ofNanos(System.nanoTime() - before);
            return new ModelReply(AiMessage.from("All is read."), BenchmarkAgent.USAGE, FinishReason.STOP);
        }
    }

    /** Live through the past, then measure how long it takes to pass through it again. */
    StepBenchmark.Resume measure() {
        require(StopReason.INTERNAL_ERROR, runner(new Reading()).run(task));
        int steps = stores.journal().rows(ID).size();
        Asked asked = new Asked();
        require(StopReason.COMPLETED, runner(asked).resume(task));
        return new StepBenchmark.Resume(steps, asked.after);
    }

    private static void require(StopReason expected, RunResult result) {
        if (result.stopReason() != expected) {
            throw new IllegalStateException("The long task ended otherwise: " + result);
        }
    }

    private AgentRunner runner(ModelClient model) {
        return READER.runner(stores, model).counter(text -> 1).build();
    }
}
