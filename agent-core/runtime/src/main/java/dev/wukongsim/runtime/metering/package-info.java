/**
 * Model calls on account: every attempt is reserved before it leaves and settled after it.
 *
 * @see dev.wukongsim.runtime.budget.TokenLedger
 */
@NullMarked
package dev.wukongsim.runtime.metering;

import org.jspecify.annotations.NullMarked;
