package dev.wukongsim.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.runtime.policy.Approver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);

    private static final List<RunEvent> ONE_OF_EACH = List.of(
            new RunEvent.TaskStarted("t-1", "clerk", "react", "qwen-plus", "li.na", "报销", 20_000),
            new RunEvent.ModelAsked(1, Purpose.PLAN, 1, "Plan."),
            new RunEvent.ModelReplied(
                    1,
                    "hm",
                    null,
                    List.of(new RunEvent.RequestedCall("c1", "directory.find", "{}")),
                    900,
                    Usage.of(10, 2),
                    new Money("CNY", 12)),
            new RunEvent.ModelFailed(
                    2, 1, ModelException.Kind.RATE, "slow down", Usage.NONE, new Money("CNY", 0), true),
            new RunEvent.BudgetRefused(2, "too little"),
            new RunEvent.BudgetAlert(2, "task:t-1", 80, 16_100, 20_000),
            new RunEvent.ModelDegraded(2, "qwen-plus", "qwen-flash"),
            new RunEvent.ModelFellBack(2, "qwen-plus", "qwen-max", ModelException.Kind.RATE),
            new RunEvent.TaskForked("t-0", 2),
            new RunEvent.TaskResumed(2, 1, 40_000),
            new RunEvent.ToolCalled(3, "c1", "directory.find", JsonNodeFactory.instance.objectNode()),
            new RunEvent.ApprovalAsked(3, "c1", "directory.find", "why not"),
            new RunEvent.ApprovalAnswered(3, "c1", Approver.Answer.GRANTED, "li.na", null),
            new RunEvent.QuestionAsked(3, "c2", "Which hotel?"),
            new RunEvent.QuestionAnswered(3, "c2", "li.na", "The one in Nanshan"),
            new RunEvent.ToolReturned(3, "c1", "directory.find", "success", "王芳"),
            new RunEvent.TaskEnded(StopReason.BUDGET_EXHAUSTED, "half", "no money", Usage.of(10, 2), null));

    @TempDir
    private Path folder;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Path file = write();

        Transcript transcript = Transcript.read(file);

        assertThat(transcript.events()).containsExactlyElementsOf(ONE_OF_EACH);
        assertThat(transcript.toJsonLines()).isEqualTo(Files.readString(file));
    }

    @Test
    void keepsTheTimeOfWhatIsToldAgain() throws IOException {
        Path file = write();
        Clock later = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);
        RunEvent news = new RunEvent.TaskResumed(3, 1, 40_000);

        try (TranscriptRecorder recorder = TranscriptRecorder.goingOn(file, later)) {
            recorder.onEvent(ONE_OF_EACH.get(0));
            recorder.onEvent(ONE_OF_EACH.get(1));
            recorder.onEvent(news);
        }

        assertThat(Transcript.read(file).entries())
                .containsExactly(
                        new Transcript.Entry(1, CLOCK.instant(), ONE_OF_EACH.get(0)),
                        new Transcript.Entry(2, CLOCK.instant(), ONE_OF_EACH.get(1)),
                        new Transcript.Entry(3, later.instant(), news));
    }

    @Test
    void tellsNothingAsIfItWereBeforeWhatWentBefore() throws IOException {
        Path file = write();
        Clock setBack = Clock.offset(CLOCK, Duration.ofHours(-1));
        RunEvent news = new RunEvent.TaskResumed(3, 1, 40_000);

        try (TranscriptRecorder recorder = TranscriptRecorder.goingOn(file, setBack)) {
            recorder.onEvent(ONE_OF_EACH.get(0));
            recorder.onEvent(news);
        }

        assertThat(Transcript.read(file).entries())
                .extracting(Transcript.Entry::at)
                .containsExactly(CLOCK.instant(), CLOCK.instant());
    }

    @Test
    void goesOnWithoutAnEarlierTranscript() throws IOException {
        Path file = folder.resolve("none/t-1.jsonl");

        try (TranscriptRecorder recorder = TranscriptRecorder.goingOn(file, CLOCK)) {
            recorder.onEvent(ONE_OF_EACH.get(0));
        }

        assertThat(Transcript.read(file).entries()).hasSize(1);
    }

    @Test
    void hasAnExampleOfEveryKindOfEvent() {
        assertThat(ONE_OF_EACH)
                .extracting(event -> (Object) event.getClass())
                .containsAll(List.of(RunEvent.class.getPermittedSubclasses()));
    }

    @Test
    void isOneJsonObjectALine() throws IOException {
        assertThat(Files.readAllLines(write()))
                .hasSize(ONE_OF_EACH.size())
                .first()
                .asString()
                .startsWith("{\"seq\":1,\"at\":\"2026-11-22T09:00:00Z\",\"type\":\"task_started\"");
    }

    @Test
    void writesEveryWordInLowerCase() throws IOException {
        assertThat(Files.readString(write()))
                .contains("\"purpose\":\"plan\"", "\"kind\":\"rate\"", "\"answer\":\"granted\"")
                .contains("\"stopReason\":\"budget_exhausted\"");
    }

    @Test
    void leavesOutALastLineThatWasCutOff() throws IOException {
        Path file = write();
        Files.writeString(file, "{\"seq\":11,\"at\":\"2026", StandardOpenOption.APPEND);

        assertThat(Transcript.read(file).entries()).hasSize(ONE_OF_EACH.size());
    }

    @Test
    void namesADamagedLine() throws IOException {
        Path file = write();
        Files.writeString(file, Files.readString(file).replace("\"type\":\"model_asked\"", "\"type\":\"?\""));

        assertThatThrownBy(() -> Transcript.read(file))
                .isInstanceOf(DamagedTranscriptException.class)
                .hasMessageContaining("damaged in line 2");
    }

    private Path write() throws IOException {
        Path file = folder.resolve("runs/t-1.jsonl");
        try (TranscriptRecorder recorder = TranscriptRecorder.toFile(file, CLOCK)) {
            ONE_OF_EACH.forEach(recorder::onEvent);
        }
        return file;
    }
}
