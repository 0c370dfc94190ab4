package dev.wukongsim.testkit.transcript;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened between one decision of the planner and the next.
 *
 * @param number from 1; 0 for what came before the first decision
 */
public record Step(int number, List<Transcript.Entry> entries) {

    public Step {
        entries = List.copyOf(entries);
    }

    /** The steps of a run in order. The end of the run belongs to the last one. */
    public static List<Step> of(Transcript transcript) {
        List<Step> steps = new ArrayList<>();
        List<Transcript.Entry> entries = new ArrayList<>();
        int current = 0;
        for (Transcript.Entry entry : transcript.entries()) {
            int number = number(entry.event(), current);
            if (number != current && !entries.isEmpty()) {
                steps.add(new Step(current, entries));
                entries.clear();
            }
            current = number;
            entries.add(entry);
        }
        if (!entries.isEmpty()) {
            steps.add(new Step(current, entries));
        }
        return List.copyOf(steps);
    }

    private static int number(RunEvent event, int current) {
        return switch (event) {
            case RunEvent.TaskStarted started -> 0;
            case RunEvent.TaskForked forked -> 0;
            case RunEvent.ModelAsked asked -> asked.step();
            case RunEvent.ModelReplied replied -> replied.step();
            case RunEvent.ModelFailed failed -> failed.step();
            case RunEvent.BudgetRefused refused -> refused.step();
            case RunEvent.BudgetAlert alert -> alert.step();
            case RunEvent.ModelDegraded degraded -> degraded.step();
            case RunEvent.ModelFellBack fellBack -> fellBack.step();
            case RunEvent.TaskResumed resumed -> resumed.step();
            case RunEvent.ToolCalled called -> called.step();
            case RunEvent.ApprovalAsked asked -> asked.step();
            case RunEvent.ApprovalAnswered answered -> answered.step();
            case RunEvent.QuestionAsked question -> question.step();
            case RunEvent.QuestionAnswered answered -> answered.step();
            case RunEvent.ToolReturned returned -> returned.step();
            case RunEvent.TaskEnded ended -> current;
        };
    }

    public List<RunEvent> events() {
        return entries.stream().map(Transcript.Entry::event).toList();
    }

    public Spending spending() {
        return Spending.of(events());
    }
}
