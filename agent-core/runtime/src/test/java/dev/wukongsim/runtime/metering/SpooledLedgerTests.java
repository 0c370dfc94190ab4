package dev.wukongsim.runtime.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledLedgerTests {

    private static final Duration LEASE = Duration.ofMinutes(1);

    /** Somebody else's failure, which the ledger knows nothing of. */
    private static final class OutOfReachException extends RuntimeException {}

    @TempDir
    private Path folder;

    private final TokenLedger books = new InMemoryTokenLedger(() -> Instant.EPOCH);
    private boolean away;
    private TokenLedger ledger;

    @BeforeEach
    void open() {
        books.open("task:t-1", 1_000);
        ledger = SpooledLedger.over(store(), folder);
    }

    @Test
    void leavesNothingBehindWhenTheStoreAnswers() {
        underWay("c-1");

        assertThat(ledger.settle("c-1", Usage.of(30, 10)).settlement()).isEqualTo(Settlement.CHARGED);

        assertThat(files()).isEmpty();
        assertThat(spent()).isEqualTo(40);
    }

    @Test
    void keepsASettlementWhileTheStoreIsAwayAndAdmitsNothing() {
        underWay("c-1");
        away = true;

        assertThat(ledger.settle("c-1", Usage.of(30, 10)).settlement()).isEqualTo(Settlement.KEPT);

        assertThat(files()).hasSize(1);
        assertThatExceptionOfType(OutOfReachException.class).isThrownBy(() -> underWay("c-2"));
        assertThat(spent()).isZero();
    }

    @Test
    void sendsWhatWasKeptBeforeTheNextReservation() {
        underWay("c-1");
        away = true;
        ledger.settle("c-1", Usage.of(30, 10));
        away = false;

        underWay("c-2");

        assertThat(spent()).isEqualTo(40);
        assertThat(files()).isEmpty();
    }

    @Test
    void sendsWhatADeadProcessLeft() {
        underWay("c-1");
        away = true;
        ledger.settle("c-1", Usage.of(30, 10));
        away = false;

        SpooledLedger.over(store(), folder);

        assertThat(spent()).isEqualTo(40);
        assertThat(files()).isEmpty();
    }

    @Test
    void sendsASettlementOfWhichOnlyTheReplyWasLostAgainWithoutCharging() throws IOException {
        underWay("c-1");
        away = true;
        ledger.settle("c-1", Usage.of(30, 10));
        books.settle("c-1", Usage.of(30, 10));
        away = false;

        SpooledLedger.over(store(), folder);

        assertThat(spent()).isEqualTo(40);
        assertThat(files()).isEmpty();
    }

    @Test
    void correctsTheEstimateThatWasBookedMeanwhile() {
        underWay("c-1");
        away = true;
        ledger.settle("c-1", Usage.of(30, 10));
        away = false;
        books.settle("c-1", Usage.estimate(100, 0));

        SpooledLedger.over(store(), folder);

        assertThat(spent()).isEqualTo(40);
    }

    @Test
    void startsWhileTheStoreIsAwayAndKeepsEverything() {
        underWay("c-1");
        away = true;
        ledger.settle("c-1", Usage.of(30, 10));

        TokenLedger next = SpooledLedger.over(store(), folder);

        assertThat(files()).hasSize(1);
        away = false;
        next.reserve("c-2", List.of("task:t-1"), 1, 1, LEASE);
        assertThat(spent()).isEqualTo(40);
    }

    @Test
    void tellsTheCallerWhatTheLedgerRefusesForGood() {
        underWay("c-1");
        ledger.settle("c-1", Usage.of(30, 10));

        assertThatExceptionOfType(ReservationConflictException.class)
                .isThrownBy(() -> ledger.settle("c-1", Usage.of(31, 10)));
        assertThat(files()).isEmpty();
    }

    @Test
    void putsAsideWhatNoLedgerWillTake() throws IOException {
        away = true;
        ledger.settle("never-reserved", Usage.of(30, 10));
        Files.writeString(folder.resolve("torn.json"), "{\"reservation\":\"c-");
        away = false;

        TokenLedger next = SpooledLedger.over(store(), folder);

        assertThat(files()).hasSize(2).allMatch(name -> name.endsWith(".aside"));
        next.reserve("c-2", List.of("task:t-1"), 1, 1, LEASE);
    }

    @Test
    void settlesWithoutTheFolderButThenTheStoreMustAnswer() throws IOException {
        underWay("c-1");
        underWay("c-2");
        Files.delete(folder);

        assertThat(ledger.settle("c-1", Usage.of(30, 10)).settlement()).isEqualTo(Settlement.CHARGED);
        away = true;
        assertThatExceptionOfType(OutOfReachException.class).isThrownBy(() -> ledger.settle("c-2", Usage.of(30, 10)));
        Files.createDirectory(folder);
    }

    @Test
    void namesAFolderThatCannotBeUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> SpooledLedger.over(store(), file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be kept in '" + file + "'");
    }

    private void underWay(String reservation) {
        ledger.reserve(reservation, List.of("task:t-1"), 100, 10, LEASE);
        ledger.dispatch(reservation);
    }

    private long spent() {
        return books.account("task:t-1").orElseThrow().spent();
    }

    private List<String> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The books, as long as they are in reach. */
    private TokenLedger store() {
        return (TokenLedger) Proxy.newProxyInstance(
                TokenLedger.class.getClassLoader(), new Class<?>[] {TokenLedger.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new OutOfReachException();
                    }
                    try {
                        return method.invoke(books, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
