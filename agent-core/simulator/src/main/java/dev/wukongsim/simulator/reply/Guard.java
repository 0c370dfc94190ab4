package dev.wukongsim.simulator.reply;

import com.google.re2j.Pattern;
import dev.wukongsim.simulator.recording.CanonicalRequest;
import java.util.function.Predicate;

/** A condition on a question. */
sealed interface Guard {

    /** Whether the condition holds. */
    boolean holds(Facts facts);

    /** Whether an index can find it by what a question has; the others have to be asked, and take longer. */
    default boolean isIndexed() {
        return !(this instanceof Matches) && !(this instanceof Says);
    }

    /** A value of the subject is this text. */
    record Is(Subject subject, String value) implements Guard {
        @Override
        public boolean holds(Facts facts) {
            return facts.values(subject).contains(value);
        }
    }

    /** A value of the subject contains this text. */
    record Contains(Subject subject, String text) implements Guard {
        @Override
        public boolean holds(Facts facts) {
            return facts.contains(subject, text);
        }
    }

    /** A value of the subject has a part that the pattern describes. Takes time linear in the text, whatever the pattern. */
    record Matches(Subject subject, Pattern pattern) implements Guard {
        @Override
        public boolean holds(Facts facts) {
            return facts.values(subject).stream()
                    .anyMatch(value -> pattern.matcher(value).find());
        }
    }

    /** The request is this one, as far as requests of two runs can be the same. */
    record Same(CanonicalRequest request) implements Guard {
        @Override
        public boolean holds(Facts facts) {
            return facts.values(Subject.Part.REQUEST).contains(request.hash());
        }
    }

    /** Java says so. */
    record Says(String description, Predicate<Question> predicate) implements Guard {
        @Override
        public boolean holds(Facts facts) {
            return predicate.test(facts.question());
        }
    }
}
