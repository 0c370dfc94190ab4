package dev.wukongsim.testkit.suite;

import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What came of a case.
 *
 * @param suite the suite's name
 * @param name the case's name
 * @param file the suite file
 * @param line of the case in the file, from 1
 * @param replies the file of what the mocked model says
 * @param unusedReplies the turns of that file which this case did not use
 * @param failures what was not as expected, one sentence each; none if the case passed
 */
public record CaseResult(
        String suite,
        String name,
        Path file,
        int line,
        List<String> failures,
        StopReason stopReason,
        Usage usage,
        Duration duration,
        Transcript transcript,
        Path replies,
        List<String> unusedReplies) {

    public CaseResult {
        failures = List.copyOf(failures);
        unusedReplies = List.copyOf(unusedReplies);
    }

    public boolean passed() {
        return failures.isEmpty();
    }
}
