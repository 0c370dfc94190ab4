/**
 * When tasks run by themselves: pure rules on ticks, and the ticker that waits for them, lets one of many processes run each,
 * and runs nothing where nothing has changed.
 *
 * @see dev.wukongsim.schedule.TickerTests
 */
@NullMarked
package dev.wukongsim.schedule;

import org.jspecify.annotations.NullMarked;
