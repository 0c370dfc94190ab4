package dev.wukongsim.simulator.reply;

import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.simulator.recording.Exchange;
import dev.wukongsim.simulator.recording.RecordingFile;
import dev.wukongsim.simulator.reply.Turn.UsageOverride;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The turns of a recording. What was asked more than once is answered in the order in which it was recorded. */
final class RecordedTurns {

    private RecordedTurns() {}

    /**
     * Read a recording.
     *
     * @param name of the file in messages
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException with everything that is wrong with it
     */
    static LocatedTurns read(Path path, String name) {
        RecordingFile file = RecordingFile.read(path);
        List<LocatedTurns.Located> turns = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < file.exchanges().size(); i++) {
            last.put(file.exchanges().get(i).hash(), i);
        }
        for (Exchange exchange : file.exchanges()) {
            int index = turns.size();
            Turn turn = turn(exchange, last.getOrDefault(exchange.hash(), index) == index ? null : 1);
            Violation at = file.at(index);
            List<Guard> guards = turn.guards(1).guards();
            turns.add(
                    new LocatedTurns.Located(new Scripted(turn, guards, Optional.empty(), name + ":" + at.line()), at));
        }
        return new LocatedTurns(turns, List.of());
    }

    private static Turn turn(Exchange exchange, @Nullable Integer times) {
        Exchange.Answer answer = exchange.answer();
        Exchange.Tokens tokens = answer.usage();
        return new Turn(
                When.of(new Guard.Same(exchange.canonical())),
                answer.thinking(),
                answer.text(),
                answer.calls().stream()
                        .map(call -> new Turn.Call(call.tool(), call.arguments()))
                        .toList(),
                new UsageOverride(
                        tokens.input(), tokens.output(), tokens.cachedInput(), tokens.cacheWrite(), tokens.reasoning()),
                true,
                false,
                times,
                answer.finish());
    }
}
