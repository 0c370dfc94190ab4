package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.metering.SettlementSpool.Kept;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger that loses no settlement when its store goes away: each is written to a local folder before it is sent and
 * deleted when the store has answered. While the store is away a settlement is {@link Settlement#KEPT}, and no new call is
 * admitted, since every other operation fails as the store does. What was kept is sent before the next reservation, or at
 * the next start, by this process or by another one over the same folder. Thread-safe.
 */
public final class SpooledLedger implements TokenLedger {

    private static final Logger LOG = LoggerFactory.getLogger(SpooledLedger.class);

    private final TokenLedger ledger;
    private final SettlementSpool spool;
    private final Set<Kept> kept = ConcurrentHashMap.newKeySet();

    private SpooledLedger(TokenLedger ledger, SettlementSpool spool) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.spool = spool;
    }

    /**
     * Put a folder before a ledger, and send what earlier processes have left there, if the store is in reach.
     *
     * @param folder is made if it does not exist
     * @throws UncheckedIOException if the folder cannot be used
     */
    public static SpooledLedger over(TokenLedger ledger, Path folder) {
        try {
            SpooledLedger spooled = new SpooledLedger(ledger, new SettlementSpool(folder));
            spooled.kept.addAll(spooled.spool.all());
            spooled.sendAtTheStart();
            return spooled;
        } catch (IOException e) {
            throw new UncheckedIOException("Settlements cannot be kept in '" + folder + "'", e);
        }
    }

    private void sendAtTheStart() {
        try {
            sendKept();
        } catch (RuntimeException e) {
            LOG.warn("{} settlements stay kept, as the ledger is out of reach: {}", kept.size(), e.getMessage());
        }
    }

    @Override
    public ReserveAnswer reserve(String reservation, Request request, Duration lease) {
        sendKept();
        return ledger.reserve(reservation, request, lease);
    }

    @Override
    public Settled settle(String reservation, Usage usage, OptionalLong micros) {
        Kept settlement = Kept.of(reservation, usage, micros);
        boolean written = write(settlement);
        try {
            Settled settled = ledger.settle(reservation, usage, micros);
            forget(settlement);
            return settled;
        } catch (ReservationStateException | ReservationConflictException | IllegalArgumentException refused) {
            forget(settlement);
            throw refused;
        } catch (RuntimeException outOfReach) {
            if (!written) {
                throw outOfReach;
            }
            kept.add(settlement);
            LOG.warn("Settlement of '{}' is kept until the ledger answers: {}", reservation, outOfReach.getMessage());
            return Settled.quietly(Settlement.KEPT);
        }
    }

    /** Without the file the settlement is as safe as its store, and goes there all the same. */
    private boolean write(Kept settlement) {
        try {
            spool.add(settlement);
            return true;
        } catch (IOException e) {
            LOG.warn("Settlement of '{}' cannot be written down: {}", settlement.reservation(), e.getMessage());
            return false;
        }
    }

    private void forget(Kept settlement) {
        try {
            spool.remove(settlement);
        } catch (IOException e) {
            LOG.warn("Settlement of '{}' will be sent again: {}", settlement.reservation(), e.getMessage());
        }
    }

    /** Send what is kept; the first failure of the store ends it. */
    private void sendKept() {
        for (Kept settlement : List.copyOf(kept)) {
            send(settlement);
            kept.remove(settlement);
        }
    }

    private void send(Kept settlement) {
        String reservation = settlement.reservation();
        try {
            Settled settled = ledger.settle(reservation, settlement.usage(), settlement.price());
            LOG.info("Settlement of '{}' is in the books now: {}", reservation, settled.settlement());
            settled.alerts()
                    .forEach(alert ->
                            LOG.warn("Account '{}' has used {} % of its limit", alert.account(), alert.percent()));
            forget(settlement);
        } catch (ReservationStateException | ReservationConflictException | IllegalArgumentException refused) {
            LOG.warn("Settlement of '{}' was refused and is put aside: {}", reservation, refused.getMessage());
            putAside(settlement);
        }
    }

    private void putAside(Kept settlement) {
        try {
            spool.putAside(settlement);
        } catch (IOException e) {
            LOG.warn("Settlement of '{}' cannot be put aside: {}", settlement.reservation(), e.getMessage());
        }
    }

    @Override
    public Account open(String account, Unit unit, long limit) {
        return ledger.open(account, unit, limit);
    }

    @Override
    public void dispatch(String reservation) {
        ledger.dispatch(reservation);
    }

    @Override
    public Instant extend(String reservation, Duration lease) {
        return ledger.extend(reservation, lease);
    }

    @Override
    public void release(String reservation) {
        ledger.release(reservation);
    }

    @Override
    public int expire() {
        sendKept();
        return ledger.expire();
    }

    @Override
    public Account topUp(String account, long amount, String reason) {
        return ledger.topUp(account, amount, reason);
    }

    @Override
    public Account setLimit(String account, long limit, String reason) {
        return ledger.setLimit(account, limit, reason);
    }

    @Override
    public void transfer(String from, String to, long amount, String reason) {
        ledger.transfer(from, to, amount, reason);
    }

    @Override
    public Account freeze(String account, String reason) {
        return ledger.freeze(account, reason);
    }

    @Override
    public Account thaw(String account, String reason) {
        return ledger.thaw(account, reason);
    }

    @Override
    public Account close(String account, String reason) {
        return ledger.close(account, reason);
    }

    @Override
    public Optional<Account> account(String account) {
        return ledger.account(account);
    }

    @Override
    public Collection<Account> accounts() {
        return ledger.accounts();
    }

    @Override
    public Snapshot snapshot(List<String> accounts) {
        return ledger.snapshot(accounts);
    }

    @Override
    public Optional<Reservation> reservation(String id) {
        return ledger.reservation(id);
    }

    @Override
    public List<LedgerEntry> entries(long after, int count) {
        return ledger.entries(after, count);
    }
}
