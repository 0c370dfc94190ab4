package dev.wukongsim.testkit.transcript;

import static java.util.Objects.requireNonNull;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** One line of a comparison: something that both runs have, or only one of them. */
public record Edit<T>(Side side, T value) {

    /** Who has it. */
    public enum Side {
        BOTH,
        LEFT,
        RIGHT
    }

    public Edit {
        requireNonNull(side, "side is null");
        requireNonNull(value, "value is null");
    }

    /** Whether only one run has it. */
    public boolean differs() {
        return side != Side.BOTH;
    }

    static <T> List<Edit<T>> between(List<T> left, List<T> right) {
        return between(left, right, Object::equals);
    }

    /** All of both lists in order, with as few differences as possible; what is equal is taken from the left. */
    static <T> List<Edit<T>> between(List<T> left, List<T> right, BiPredicate<T, T> equal) {
        List<Edit<T>> edits = new ArrayList<>();
        int position = 0;
        for (AbstractDelta<T> delta : DiffUtils.diff(left, right, equal).getDeltas()) {
            int start = delta.getSource().getPosition();
            on(Side.BOTH, left.subList(position, start)).forEach(edits::add);
            on(Side.LEFT, delta.getSource().getLines()).forEach(edits::add);
            on(Side.RIGHT, delta.getTarget().getLines()).forEach(edits::add);
            position = start + delta.getSource().size();
        }
        on(Side.BOTH, left.subList(position, left.size())).forEach(edits::add);
        return List.copyOf(edits);
    }

    private static <T> Stream<Edit<T>> on(Side side, List<T> values) {
        return values.stream().map(value -> new Edit<>(side, value));
    }
}
