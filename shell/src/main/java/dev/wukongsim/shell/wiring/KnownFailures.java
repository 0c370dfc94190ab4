package dev.wukongsim.shell.wiring;

import dev.wukongsim.redis.CorruptRowException;
import dev.wukongsim.redis.RedisUnavailableException;
import dev.wukongsim.runtime.agent.NoSuchStepException;
import dev.wukongsim.runtime.budget.AccountStateException;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.durable.DamagedRowException;
import dev.wukongsim.runtime.durable.NonDeterministicReplayException;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.event.DamagedTranscriptException;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.planning.UnknownPlannerException;
import dev.wukongsim.runtime.tool.UnknownToolException;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.simulator.endpoint.PortInUseException;
import dev.wukongsim.simulator.recording.SecretLeftException;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;

/** Failures of the other rooms whose messages already say what to do, and the exit code of each. */
public final class KnownFailures {

    private KnownFailures() {}

    /** The first known failure among an exception and its causes. */
    public static Optional<CommandFailure> find(Throwable thrown) {
        Optional<CommandFailure> found = Optional.empty();
        for (Throwable cause = thrown; cause != null && found.isEmpty(); cause = cause.getCause()) {
            found = known(cause);
        }
        return found;
    }

    private static Optional<CommandFailure> known(Throwable cause) {
        return switch (cause) {
            case CommandFailure failure -> Optional.of(failure);
            case InvalidDefinitionException e -> because(StopReason.INVALID, e);
            case UnknownPlannerException e -> because(StopReason.INVALID, e);
            case UnknownToolException e -> because(StopReason.INVALID, e);
            case UnknownAccountException e -> because(StopReason.INVALID, e);
            case AccountStateException e -> because(StopReason.INVALID, e);
            case RedisUnavailableException e -> because(StopReason.INVALID, e);
            case SecretLeftException e -> because(StopReason.INTERNAL_ERROR, e);
            case PortInUseException e -> because(StopReason.INVALID, e);
            case DamagedTranscriptException e -> because(StopReason.INTERNAL_ERROR, e);
            case CorruptRowException e -> because(StopReason.INTERNAL_ERROR, e);
            case DamagedRowException e -> because(StopReason.INTERNAL_ERROR, e);
            case StaleEpochException e -> because(StopReason.INTERNAL_ERROR, e);
            case NonDeterministicReplayException e -> because(StopReason.PROGRAM_CHANGED, e);
            case NoSuchStepException e -> because(StopReason.INVALID, e);
            case CancelledException e -> because(StopReason.CANCELLED, e);
            case BindException e -> Optional.of(setting(e));
            default -> Optional.empty();
        };
    }

    private static Optional<CommandFailure> because(StopReason reason, Throwable cause) {
        return Optional.of(new CommandFailure(reason.exitCode(), String.valueOf(cause.getMessage()), cause));
    }

    private static CommandFailure setting(BindException e) {
        Object value = e.getProperty() == null ? "?" : e.getProperty().getValue();
        return new CommandFailure(
                StopReason.INVALID.exitCode(),
                "Setting '" + e.getName() + "' cannot be '" + value + "'; it is a "
                        + e.getTarget().getType().resolve(Object.class).getSimpleName(),
                e);
    }
}
