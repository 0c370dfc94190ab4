/**
 * Who may spend how much: a policy is resolved to accounts, and what the books say of an account to a burn-down.
 *
 * @see dev.wukongsim.runtime.budget.TokenLedger
 */
@NullMarked
package dev.wukongsim.runtime.allowance;

import org.jspecify.annotations.NullMarked;
