package dev.wukongsim.simulator.fault;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a faults file; its schema says more. */
record FaultFile(String kind, @Nullable Long seed, List<Entry> faults) {

    List<FaultRule> rules() {
        return faults.stream().map(Entry::rule).toList();
    }

    /** A fault by name, with the fields that it needs. */
    record Entry(
            String fault,
            @Nullable String error,
            @Nullable Integer after,
            @Nullable Long pauseMillis,
            @Nullable String tool,
            @Nullable Long input,
            @Nullable Long output,
            @Nullable FaultWhen when) {

        FaultRule rule() {
            return new FaultRule(fault(requireNonNullElse(after, 0)), requireNonNullElse(when, FaultWhen.ALWAYS));
        }

        private Fault fault(int events) {
            return switch (fault) {
                case "error" -> new Fault.Refusal(known());
                case "error-within" -> new Fault.ErrorWithin(known(), events);
                case "cut" -> new Fault.Cut(events);
                case "reset" -> new Fault.Reset();
                case "stall" -> new Fault.Stall(events);
                case "slow" -> new Fault.Slow(Duration.ofMillis(requireNonNullElse(pauseMillis, 0L)));
                case "broken-utf8" -> new Fault.BrokenUtf8(events);
                case "no-usage" -> new Fault.NoUsage();
                case "wrong-usage" ->
                    new Fault.WrongUsage(requireNonNullElse(input, 0L), requireNonNullElse(output, 0L));
                case "half-call" -> new Fault.HalfCall();
                case "unknown-tool" -> new Fault.UnknownTool(requireNonNullElse(tool, "no_such_tool"));
                case "broken-arguments" -> new Fault.BrokenArguments();
                case "doubled-summary" -> new Fault.DoubledSummary();
                case "empty-answer" -> new Fault.EmptyAnswer();
                case "reasoning-only" -> new Fault.ReasoningOnly();
                default -> throw new IllegalStateException("The schema lets in a fault '" + fault + "'");
            };
        }

        private KnownError known() {
            return KnownError.find(requireNonNull(error, "the schema lets in no error without a name"))
                    .orElseThrow();
        }
    }
}
