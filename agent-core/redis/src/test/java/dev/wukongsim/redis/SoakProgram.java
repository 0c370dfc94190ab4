package dev.wukongsim.redis;

import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Done;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Recovery;
import dev.wukongsim.runtime.tool.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A task made of random steps. What each step comes to depends on the task and all steps before it, so a step that is lost,
 * changed or taken twice shows in the values.
 *
 * @param document that its transactional steps change, and those of other tasks too
 */
record SoakProgram(String task, String document, List<Kind> steps) {

    private static final int LENGTH = 10;
    private static final Duration VERY_LONG = Duration.ofDays(100_000);

    /** Kinds of steps. */
    enum Kind {
        RERUN,
        LOOK_UP,
        ASK_PERSON,
        TRANSACT,
        NOTE,
        RANDOM,
        SLEEP,
        AWAIT;

        /** Whether the step does something that can be seen from outside. */
        boolean takesEffect() {
            return switch (this) {
                case RERUN, LOOK_UP, ASK_PERSON, TRANSACT -> true;
                case NOTE, RANDOM, SLEEP, AWAIT -> false;
            };
        }

        /** How many rows of the journal it takes. */
        int rows() {
            return this == AWAIT ? 2 : 1;
        }
    }

    SoakProgram {
        steps = List.copyOf(steps);
    }

    static SoakProgram random(String task, String document, RandomGenerator random) {
        Kind[] kinds = Kind.values();
        return new SoakProgram(
                task,
                document,
                IntStream.range(0, LENGTH)
                        .mapToObj(step -> kinds[random.nextInt(kinds.length)])
                        .toList());
    }

    /** What each step comes to, worked out without a journal. */
    List<String> reference() {
        List<String> values = new ArrayList<>();
        String last = "";
        for (int step = 0; step < steps.size(); step++) {
            last = value(step, last);
            values.add(last);
        }
        return values;
    }

    private String value(int step, String last) {
        return Canonical.hash(List.of(task, step, steps.get(step), last));
    }

    /** The signal that an awaiting step waits for. */
    static String signal(int step) {
        return "go-" + step;
    }

    /** The place in the journal of each step of a kind. */
    List<Integer> sequences(Kind kind) {
        List<Integer> sequences = new ArrayList<>();
        int row = 1;
        for (Kind step : steps) {
            if (step == kind) {
                sequences.add(row);
            }
            row += step.rows();
        }
        return sequences;
    }

    /** Rows of the journal, with that of the end. */
    int rows() {
        return steps.stream().mapToInt(Kind::rows).sum() + 1;
    }

    /**
     * Carry out the task, or go on with it.
     *
     * @return what each step came to
     */
    List<String> carryOut(DurableContext context, SoakWorker worker) {
        List<String> values = new ArrayList<>();
        String last = "";
        long drawn = 0;
        for (int step = 0; step < steps.size(); step++) {
            List<Object> arguments = List.of(step, last, drawn);
            String value = value(step, last);
            if (steps.get(step) == Kind.RANDOM) {
                drawn = context.random();
                last = value;
            } else {
                last = carryOut(context, worker, step, arguments, value);
            }
            values.add(last);
        }
        context.transact(
                "end",
                last,
                Recovery.rerun(),
                String.class,
                attempt -> new Done<>("", Effects.none().ending()));
        return values;
    }

    private String carryOut(DurableContext context, SoakWorker worker, int step, Object arguments, String value) {
        String name = steps.get(step).name();
        return switch (steps.get(step)) {
            case RERUN ->
                context.step(
                        name,
                        arguments,
                        Recovery.rerun(),
                        String.class,
                        attempt -> worker.execute(attempt, context.epoch(), value));
            case LOOK_UP ->
                context.step(
                        name,
                        arguments,
                        Recovery.lookUp(attempt -> worker.world().find(attempt)),
                        String.class,
                        attempt -> worker.execute(attempt, context.epoch(), value));
            case ASK_PERSON ->
                context.step(
                        name,
                        arguments,
                        Recovery.askPerson(told -> told),
                        String.class,
                        attempt -> worker.execute(attempt, context.epoch(), value));
            case TRANSACT ->
                context.transact(name, arguments, Recovery.rerun(), String.class, attempt -> {
                            Draft next = worker.next(document, task + ":" + attempt.sequence());
                            String done = worker.execute(attempt, context.epoch(), value);
                            return new Done<>(done, Effects.none().keeping(List.of(next)));
                        })
                        .value();
            case NOTE -> context.note(name, arguments, String.class, () -> value);
            case SLEEP -> {
                context.sleep(Duration.ofMinutes(step + 1L));
                yield value;
            }
            case AWAIT -> context.await(signal(step), String.class, VERY_LONG).orElseThrow();
            case RANDOM -> value;
        };
    }
}
