/**
 * Token accounts: what a call may spend is reserved before it leaves and settled after it.
 */
@NullMarked
package dev.wukongsim.runtime.budget;

import org.jspecify.annotations.NullMarked;
