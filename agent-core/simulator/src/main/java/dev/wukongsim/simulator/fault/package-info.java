/**
 * What can go wrong, as data: the provider's errors, and faults of answers and connections, chosen by rule and seed.
 *
 * @see dev.wukongsim.simulator.fault.Faults
 */
@NullMarked
package dev.wukongsim.simulator.fault;

import org.jspecify.annotations.NullMarked;
