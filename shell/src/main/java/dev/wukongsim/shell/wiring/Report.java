package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.tools.office.OfficeChanges;
import java.nio.file.Path;

/**
 * What came of a run, and where to read on.
 *
 * @param changes what the agent did in the office
 */
public record Report(RunResult result, Path transcript, OfficeChanges changes) {}
