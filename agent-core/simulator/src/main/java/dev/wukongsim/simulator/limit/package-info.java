/**
 * How much of a model an account may use: requests and tokens in short windows, and how fast it may speed up.
 *
 * @see dev.wukongsim.simulator.limit.RateLimiter
 */
@NullMarked
package dev.wukongsim.simulator.limit;

import org.jspecify.annotations.NullMarked;
