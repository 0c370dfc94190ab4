/**
 * The mocked Qwen: what it says, written down turn by turn, and the endpoint that says it over real HTTP.
 *
 * @see dev.wukongsim.simulator.MockQwen
 */
@NullMarked
package dev.wukongsim.simulator;

import org.jspecify.annotations.NullMarked;
