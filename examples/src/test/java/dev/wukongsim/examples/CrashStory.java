package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.ChatMessage;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Attempt;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.JournalRow.State;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.turn.tool.Approval;
import dev.wukongsim.testkit.crash.Charges;
import dev.wukongsim.testkit.crash.CrashPoint;
import dev.wukongsim.testkit.crash.CrashPoint.Moment;
import dev.wukongsim.testkit.crash.Program;
import dev.wukongsim.testkit.crash.Stores;
import java.util.List;
import java.util.Optional;

/** An example whose processes die, and what must be the same as if none had died. */
final class CrashStory {

    private final Stage stage;
    private final Task task;
    private final Program program;
    private final Ending undisturbed;
    private final List<CrashPoint> points;

    /** How a task ended, as far as a death on the way must not change it. */
    private record Ending(RunResult result, String office, List<ChatMessage> memory) {}

    CrashStory(Stage stage, Task task, Program program) {
        this.stage = stage;
        this.task = task;
        this.program = program;
        this.points = program.points(Stores.inMemory());
        Stores stores = Stores.inMemory();
        this.undisturbed = ending(program.carryOut(stores), stores);
    }

    /** Carries out a task; a person who is somewhere else agrees to whatever it asks. */
    static Program program(Stage stage, Task task) {
        return stores -> {
            RunResult result = stage.runner(task.id(), stores).build().resume(task);
            while (result.stopReason() == StopReason.AWAITING_APPROVAL) {
                agree(stores.journal());
                result = stage.runner(task.id(), stores).build().resume(task);
            }
            return result;
        };
    }

    private static void agree(Journal journal) {
        journal.waits().forEach(wait -> {
            Approval approval = Approval.of(wait);
            journal.answer(wait, Canonical.json(approval.answered(true, approval.employee(), null)));
        });
    }

    List<CrashPoint> points() {
        return points;
    }

    /** Die so often at this point, and let another process bring the task to its end. */
    void dieAt(CrashPoint point, int deaths, Stores stores) {
        for (int death = 1; death <= deaths; death++) {
            program.dieAt(point, stores);
            assertThatNothingIsHalfDone(point, death, stores);
        }

        Ending ending = ending(program.carryOut(stores), stores);

        assertThat(ending)
                .usingRecursiveComparison()
                .ignoringFields("result.budget", "result.alerts")
                .isEqualTo(undisturbed);
        assertThat(ending.result().alerts()).doesNotHaveDuplicates();
        boolean lost = point.name().equals("model") && point.moment() == Moment.AFTER_EFFECT;
        assertThatTheBooksAreRight(stores, ending.result(), lost ? deaths : 0);
    }

    /** Die at this point of a task that runs out of money: what is lost is missing later, but the books are right. */
    void runShortAfter(CrashPoint point, Stores stores) {
        program.dieAt(point, stores);
        int underWay = callsUnderWay(stores);
        RunResult result = program.carryOut(stores);

        assertThat(result.stopReason()).isEqualTo(undisturbed.result().stopReason());
        assertThatTheBooksAreRight(stores, result, underWay);
    }

    private int callsUnderWay(Stores stores) {
        return Math.toIntExact(stores.ledger().snapshot(List.of(task.account())).open().stream()
                .filter(reservation -> reservation.state() == ReservationState.INFLIGHT)
                .count());
    }

    private Ending ending(RunResult result, Stores stores) {
        return new Ending(
                result,
                stage.office(task.id(), stores).state().toJson(),
                stores.memory().read(task.session().orElse("task:" + task.id())));
    }

    /** A result and its settlement are there, or neither is: there is no point between. */
    private void assertThatNothingIsHalfDone(CrashPoint point, int attempt, Stores stores) {
        Optional<State> row = stores.journal().rows(task.id()).stream()
                .filter(candidate -> candidate.sequence() == point.step())
                .filter(candidate -> candidate.attempt() == attempt)
                .map(JournalRow::state)
                .findFirst();
        Optional<ReservationState> call = stores.ledger()
                .reservation(new Attempt(task.id(), point.step(), attempt).name())
                .map(Reservation::state);
        assertThat(row).isEqualTo(written(point));
        assertThat(call).isEqualTo(point.name().equals("model") ? settled(point.moment()) : Optional.empty());
    }

    private Optional<State> written(CrashPoint point) {
        boolean intended = points.contains(new CrashPoint(point.step(), point.name(), Moment.AFTER_INTENT));
        return switch (point.moment()) {
            case BEFORE_INTENT -> Optional.empty();
            case AFTER_INTENT, AFTER_EFFECT -> intended ? Optional.of(State.INTENT) : Optional.empty();
            case AFTER_RESULT -> Optional.of(State.DONE);
        };
    }

    private static Optional<ReservationState> settled(Moment moment) {
        return switch (moment) {
            case BEFORE_INTENT, AFTER_INTENT -> Optional.empty();
            case AFTER_EFFECT -> Optional.of(ReservationState.INFLIGHT);
            case AFTER_RESULT -> Optional.of(ReservationState.SETTLED);
        };
    }

    private void assertThatTheBooksAreRight(Stores stores, RunResult result, int lostCalls) {
        Account account = stores.ledger().account(task.account()).orElseThrow();
        Charges charges = Charges.in(stores.ledger());
        assertThat(account.held()).as("nothing is held any more").isZero();
        assertThat(account.limit()).isEqualTo(task.budget());
        assertThat(account.available() + account.held() + account.spent()).isEqualTo(account.limit());
        assertThat(charges.attempts()).as("each attempt is charged once").doesNotHaveDuplicates();
        assertThat(charges.lost()).as("lost attempts").hasSize(lostCalls).allSatisfy(this::isLostHere);
        assertThat(charges.lostTokens()).isEqualTo(charges.lostHolds(stores.ledger()));
        assertThat(charges.tokens()).isEqualTo(result.usage().total() + charges.lostTokens());
        assertThat(account.spent()).isEqualTo(charges.tokens());
    }

    private void isLostHere(Charged charge) {
        assertThat(charge.reservation()).startsWith(task.id() + ":");
    }
}
