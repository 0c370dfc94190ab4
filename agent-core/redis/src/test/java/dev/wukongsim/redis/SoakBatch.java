package dev.wukongsim.redis;

import dev.wukongsim.redis.SoakProgram.Kind;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.Resolution;
import dev.wukongsim.runtime.durable.Resolution.Finding;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.durable.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Some programs over one journal, several workers that tear at them, and a person who answers when it pleases them. */
final class SoakBatch {

    private static final int PROGRAMS = 6;
    private static final int WORKERS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Journal journal;
    private final SplittableRandom random;
    private final SoakWorld world = new SoakWorld();
    private final JumpingTimer timer = new JumpingTimer();
    private final List<SoakProgram> programs;
    private final long end = System.nanoTime() + LONGEST.toNanos();

    SoakBatch(Journal journal, long seed) {
        this.journal = journal;
        this.random = new SplittableRandom(seed);
        this.programs = IntStream.range(0, PROGRAMS)
                .mapToObj(number -> SoakProgram.random("t-" + number, "shared", random))
                .toList();
    }

    /** A clock that jumps to whatever time is waited for. */
    private static final class JumpingTimer implements Timer {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T09:00:00Z"));

        @Override
        public Instant now() {
            return now.get();
        }

        @Override
        public void waitUntil(Instant time) {
            now.updateAndGet(present -> present.isBefore(time) ? time : present);
        }
    }

    /** @throws AssertionError if anything is not as it must be */
    void run() {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int worker = 0; worker < WORKERS; worker++) {
                SplittableRandom fate = random.split();
                threads.execute(() -> guarded(() -> work(fate)));
            }
            SplittableRandom moods = random.split();
            threads.execute(() -> guarded(() -> answer(moods)));
        }
        new SoakCheck(programs, journal, world).check();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError e) {
            world.failed("a thread died: " + e);
        }
    }

    private boolean goesOn() {
        if (System.nanoTime() > end) {
            world.failed("not all programs came to their end within " + LONGEST);
        }
        return !world.hasFailed() && !programs.stream().map(SoakProgram::task).allMatch(world::isFinished);
    }

    private void work(SplittableRandom fate) {
        while (goesOn()) {
            SoakProgram program = programs.get(fate.nextInt(PROGRAMS));
            new SoakWorker(journal, world, timer, fate.split()).run(program);
        }
    }

    private void answer(SplittableRandom moods) {
        while (goesOn()) {
            SoakProgram program = programs.get(moods.nextInt(PROGRAMS));
            int step = moods.nextInt(program.steps().size());
            if (program.steps().get(step) == Kind.AWAIT) {
                journal.signal(program.task(), SoakProgram.signal(step), payload(program, step));
                journal.signal(program.task(), SoakProgram.signal(step), "\"not the first word\"");
            }
            journal.waits().stream()
                    .filter(wait -> wait.kind() == Wait.Kind.DOUBT && moods.nextBoolean())
                    .forEach(this::lookInto);
        }
    }

    private static String payload(SoakProgram program, int step) {
        return Canonical.json(program.reference().get(step));
    }

    private void lookInto(Wait wait) {
        int sequence = Canonical.read(wait.subject(), Doubt.class).step();
        String task = wait.task();
        String happened = programs.stream()
                .filter(program -> program.task().equals(task))
                .filter(program -> program.sequences(Kind.ASK_PERSON).contains(sequence))
                .flatMap(program -> world.find(task, sequence).stream())
                .findFirst()
                .orElse(null);
        Finding finding = happened == null ? Finding.DID_NOT_HAPPEN : Finding.HAPPENED;
        Delivery delivery = journal.answer(wait, Canonical.json(new Resolution(finding, happened, "li.na")));
        if (happened == null && delivery instanceof Delivery.Accepted) {
            world.denied(task, sequence);
        }
    }

    /** What a person is told of a step in doubt. */
    private record Doubt(int step, String name, int attempt) {}
}
