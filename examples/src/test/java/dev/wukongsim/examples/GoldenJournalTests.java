package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.EndOfJournalException;
import dev.wukongsim.runtime.durable.RecordedJournal;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.testkit.crash.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks that an earlier program has begun are taken up again by today's: it takes the same steps and tells the same of them,
 * without a model and without tools. With {@code -Djournals=record} the journals are recorded anew.
 */
class GoldenJournalTests {

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> takesTheRecordedSteps() {
        return Behaviour.all().stream()
                .map(behaviour -> DynamicTest.dynamicTest(behaviour.name(), () -> {
                    if ("record".equals(System.getProperty("journals"))) {
                        record(behaviour);
                    }
                    assertThatNothingHasChanged(behaviour);
                }));
    }

    @Test
    void everyJournalIsReplayed() throws IOException {
        try (Stream<Path> files = Files.list(GoldenJournal.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\..*", "")))
                    .containsOnly(Behaviour.all().stream().map(Behaviour::name).toArray(String[]::new));
        }
    }

    @Test
    void otherInstructionsPauseTheTaskAtItsFirstStep() throws IOException {
        RunResult result = replay(
                Behaviour.all().getFirst(),
                task -> task.withAgent(task.agent().withInstructions("File everything.")),
                TranscriptRecorder.inMemory(() -> Stage.START));

        assertThat(result.stopReason()).isEqualTo(StopReason.PROGRAM_CHANGED);
        assertThat(result.message()).get().asString().contains("Step 1 of task 't-1' was 'begin'");
    }

    @Test
    void anotherModelPausesTheTaskAtItsFirstCall() throws IOException {
        RunResult result = replay(
                Behaviour.all().getFirst(),
                task -> task.withAgent(task.agent().withModel("qwen-max")),
                TranscriptRecorder.inMemory(() -> Stage.START));

        assertThat(result.stopReason()).isEqualTo(StopReason.PROGRAM_CHANGED);
        assertThat(result.message()).get().asString().contains("Step 2 of task 't-1' was 'model'");
    }

    private static void record(Behaviour behaviour) throws IOException {
        TranscriptRecorder recorder = TranscriptRecorder.inMemory(() -> Stage.START);
        Stores stores = Stores.inMemory(() -> Stage.START);
        try (Stage stage = Stage.of(behaviour.example())) {
            Task task = behaviour.task().apply(stage);
            RunResult result = behaviour.recording().run(stage, stores, task, recorder);
            new GoldenJournal(behaviour.name())
                    .write(
                            task.id(),
                            stores.journal().rows(task.id()),
                            GoldenJournal.story(recorder.transcript(), result));
        }
    }

    private void assertThatNothingHasChanged(Behaviour behaviour) throws IOException {
        String hint = hint(behaviour.name());
        TranscriptRecorder recorder = TranscriptRecorder.inMemory(() -> Stage.START);
        RunResult result;
        try {
            result = replay(behaviour, UnaryOperator.identity(), recorder);
        } catch (EndOfJournalException e) {
            throw new AssertionError(hint, e);
        }
        Path today = folder.resolve(behaviour.name());
        Files.writeString(today, GoldenJournal.story(recorder.transcript(), result));
        assertThat(today).as(hint).hasSameTextualContentAs(new GoldenJournal(behaviour.name()).transcript());
    }

    private static String hint(String journal) {
        return "Today's program takes other steps than the journal '" + journal
                + "', so tasks that were begun before it"
                + " end with 'program_changed' when they are resumed. If that is meant, record the journals anew with"
                + " -Dtest=GoldenJournalTests -Djournals=record, and read what has changed";
    }

    private static RunResult replay(Behaviour behaviour, UnaryOperator<Task> change, TranscriptRecorder recorder)
            throws IOException {
        try (Stage stage = Stage.of(behaviour.example())) {
            Task task = behaviour.task().apply(stage);
            Stores stores = Stores.inMemory();
            RecordedJournal journal = new RecordedJournal(new GoldenJournal(behaviour.name()).rows(task.id()));
            ModelClient model = (request, listener) -> {
                throw new AssertionError("The model was asked");
            };
            return Stage.runner(
                            new Stores(stores.ledger(), stores.memory(), journal),
                            model,
                            untouchable(stage.office(task.id(), stores).tools()))
                    .listener(recorder)
                    .build()
                    .run(change.apply(task));
        }
    }

    /** The same tools, none of which may be called. */
    private static ToolRegistry untouchable(ToolRegistry tools) {
        List<Tool> same = tools.tools().stream()
                .map(tool -> new Tool(tool.specification(), tool.contract(), call -> {
                    throw new AssertionError("Tool '" + call.name() + "' was called");
                }))
                .toList();
        return ToolRegistry.of(same);
    }
}
