/**
 * Model calls on account: every attempt is reserved before it leaves and settled after it, by whichever way it ends.
 *
 * <p>One heart, {@code Meter}, serves three models: the runner's {@link dev.wukongsim.runtime.metering.MeteredModel} and, for
 * any LangChain4j program, {@link dev.wukongsim.runtime.metering.MeteredChatModel} and
 * {@link dev.wukongsim.runtime.metering.MeteredStreamingChatModel}. A {@link dev.wukongsim.runtime.metering.SpooledLedger}
 * under them keeps settlements while the ledger's store is away.
 *
 * @see dev.wukongsim.runtime.budget.TokenLedger
 */
@NullMarked
package dev.wukongsim.runtime.metering;

import org.jspecify.annotations.NullMarked;
