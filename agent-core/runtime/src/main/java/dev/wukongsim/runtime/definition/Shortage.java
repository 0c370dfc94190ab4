package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to a task when its money runs short. */
public sealed interface Shortage {

    /** The words that {@link #parse} knows. */
    String WORDS = "ladder, stop, degrade:MODEL or audit";

    /**
     * Step by step: tell the model what is left, tell it to finish, let it sum up in one last call, wait for a top-up.
     *
     * @param reserve tokens kept for the last call, 0 for no such call; null for a tenth of the budget, at most 4,000
     */
    record Ladder(@Nullable Long reserve) implements Shortage {

        private static final int PART = 10;
        private static final long MOST = 4_000;

        public Ladder {
            if (reserve != null && reserve < 0) {
                throw new IllegalArgumentException("A reserve is at least 0 tokens, not " + reserve);
            }
        }

        @Override
        public long reserveOf(long budget) {
            return reserve == null || reserve >= budget ? Math.min(budget / PART, MOST) : reserve;
        }

        @Override
        public String word() {
            return "ladder";
        }
    }

    /** Say nothing, and wait for a top-up at the first call that is refused. */
    record Stop() implements Shortage {

        @Override
        public String word() {
            return "stop";
        }
    }

    /** Ask a cheaper model from 80 % of the budget on; then like {@link Stop}. */
    record Degrade(String model) implements Shortage {

        private static final String WORD = "degrade:";

        public Degrade {
            requireNonNull(model, "model is null");
        }

        @Override
        public String word() {
            return WORD + model;
        }
    }

    /** Refuse nothing, and tell what would have been refused. */
    record Audit() implements Shortage {

        @Override
        public String word() {
            return "audit";
        }
    }

    /** How it is written in files and on the command line. */
    String word();

    /** What is kept for the last call, of a budget of so many tokens. A reserve that leaves nothing else is made smaller. */
    default long reserveOf(long budget) {
        return 0;
    }

    /** The ladder with its usual reserve: what a task does that says nothing about it. */
    static Shortage ladder() {
        return new Ladder(null);
    }

    /** What a word stands for; empty if it stands for nothing. */
    static Optional<Shortage> parse(String word) {
        return switch (word) {
            case "ladder" -> Optional.of(ladder());
            case "stop" -> Optional.of(new Stop());
            case "audit" -> Optional.of(new Audit());
            default ->
                word.startsWith(Degrade.WORD) && word.length() > Degrade.WORD.length()
                        ? Optional.of(new Degrade(word.substring(Degrade.WORD.length())))
                        : Optional.empty();
        };
    }
}
