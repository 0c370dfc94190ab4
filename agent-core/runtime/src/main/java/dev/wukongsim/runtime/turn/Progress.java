package dev.wukongsim.runtime.turn;

import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.planning.TaskState;
import org.jspecify.annotations.Nullable;

/** What came of carrying out one decision. */
public sealed interface Progress {

    /** The task goes on in this state. */
    record Continued(TaskState state) implements Progress {}

    /** The task stops here until somebody lets it go on. Nothing more is journalled, so that it can. */
    record Paused(Ended end) implements Progress {}

    /** The task is over. */
    record Ended(
            StopReason reason,
            @Nullable String answer,
            @Nullable String message) implements Progress {

        /** Over before it was done; the last text of the model is the partial answer. */
        public static Ended early(StopReason reason, TaskState state, String message) {
            String partial = state.replies().reversed().stream()
                    .map(TaskState.Reply::text)
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse(null);
            return new Ended(reason, partial, message);
        }
    }
}
