package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.AccountStateException;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.OptionalLong;

/** One operation, for any ledger and for the reference; both answer with one word. */
sealed interface LedgerCommand {

    String on(ReferenceLedger reference);

    String on(TokenLedger ledger);

    /** The word for an answer or an exception of a real ledger. */
    default String wordOf(TokenLedger ledger) {
        try {
            return on(ledger);
        } catch (ReservationStateException e) {
            return "STATE";
        } catch (ReservationConflictException e) {
            return "CONFLICT";
        } catch (UnknownAccountException e) {
            return "UNKNOWN";
        } catch (AccountStateException e) {
            return "ACCOUNT";
        } catch (IllegalArgumentException e) {
            return "ILLEGAL";
        }
    }

    record Advance(int seconds) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return "OK";
        }

        @Override
        public String on(TokenLedger ledger) {
            return "OK";
        }
    }

    record Open(String account, Unit unit, long limit) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.open(account, unit, limit);
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.open(account, unit, limit);
            return "OK";
        }
    }

    record Reserve(String id, Request request, Duration lease) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.reserve(id, request, lease);
        }

        @Override
        public String on(TokenLedger ledger) {
            return switch (ledger.reserve(id, request, lease)) {
                case Granted granted -> "GRANTED " + granted.amount();
                case Refused refused -> "REFUSED " + refused.account().id();
            };
        }
    }

    record Dispatch(String id) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.dispatch(id);
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.dispatch(id);
            return "OK";
        }
    }

    record Extend(String id, Duration lease) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.extend(id, lease);
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.extend(id, lease);
            return "OK";
        }
    }

    record Settle(String id, Usage usage, OptionalLong micros) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.settle(id, usage, micros);
        }

        @Override
        public String on(TokenLedger ledger) {
            Settled settled = ledger.settle(id, usage, micros);
            return settled.settlement().name()
                    + settled.alerts().stream().map(alert -> alert.percent()).toList();
        }
    }

    record Release(String id) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.release(id);
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.release(id);
            return "OK";
        }
    }

    record Expire() implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.expire();
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.expire();
            return "OK";
        }
    }

    record TopUp(String account, long tokens) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.topUp(account, tokens);
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.topUp(account, tokens, "test");
            return "OK";
        }
    }

    record SetLimit(String account, long limit) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.setLimit(account, limit);
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.setLimit(account, limit, "test");
            return "OK";
        }
    }

    record Transfer(String from, String to, long tokens) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.transfer(from, to, tokens);
        }

        @Override
        public String on(TokenLedger ledger) {
            ledger.transfer(from, to, tokens, "test");
            return "OK";
        }
    }

    record Turn(String account, AccountState state) implements LedgerCommand {
        @Override
        public String on(ReferenceLedger reference) {
            return reference.turn(account, state);
        }

        @Override
        public String on(TokenLedger ledger) {
            switch (state) {
                case OPEN -> ledger.thaw(account, "test");
                case FROZEN -> ledger.freeze(account, "test");
                case DRAIN, CLOSED -> ledger.close(account, "test");
            }
            return "OK";
        }
    }
}
