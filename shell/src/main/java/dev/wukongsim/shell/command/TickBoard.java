package dev.wukongsim.shell.command;

import dev.wukongsim.schedule.Tick;
import dev.wukongsim.schedule.TickListener;
import dev.wukongsim.schedule.TickOutcome;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.render.TickText;
import dev.wukongsim.shell.render.TicksJson;
import dev.wukongsim.shell.wiring.KnownFailures;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of each tick as it comes, and knows the first exit code that is none of success. */
final class TickBoard implements TickListener {

    private static final Logger LOG = LoggerFactory.getLogger(TickBoard.class);

    private final PrintWriter err;
    private final TickText text;
    private final TicksJson json;
    private final AtomicInteger exitCode = new AtomicInteger();

    TickBoard(PrintWriter err, TickText text, TicksJson json) {
        this.err = err;
        this.text = text;
        this.json = json;
    }

    @Override
    public void onTick(Tick tick, TickOutcome outcome) {
        TickOutcome known = explained(tick, outcome);
        err.println(text.line(tick, known));
        err.flush();
        json.add(tick, known);
        exitCode.compareAndSet(0, exitCode(known));
    }

    int exitCode() {
        return exitCode.get();
    }

    private static int exitCode(TickOutcome outcome) {
        return switch (outcome) {
            case TickOutcome.Ran ran -> ran.result().stopReason().exitCode();
            case TickOutcome.Failed failed ->
                failed.cause() instanceof CommandFailure failure ? failure.exitCode() : CommandFailure.FAILED;
            case TickOutcome.Empty empty -> 0;
            case TickOutcome.Taken taken -> 0;
            case TickOutcome.Missed missed -> 0;
            case TickOutcome.Overlapped overlapped -> 0;
        };
    }

    /** With a failure that says what to do. */
    private static TickOutcome explained(Tick tick, TickOutcome outcome) {
        return outcome instanceof TickOutcome.Failed failed
                ? new TickOutcome.Failed(
                        KnownFailures.find(failed.cause()).orElseGet(() -> unexpected(tick, failed.cause())),
                        failed.begun())
                : outcome;
    }

    private static CommandFailure unexpected(Tick tick, RuntimeException cause) {
        LOG.info("A tick of schedule '{}' failed unexpectedly", tick.schedule(), cause);
        return new CommandFailure(CommandFailure.FAILED, "internal error: " + cause, cause);
    }
}
