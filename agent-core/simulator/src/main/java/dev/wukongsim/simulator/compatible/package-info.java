/**
 * The OpenAI-compatible protocol: how chat answers, models and errors look on the wire.
 *
 * @see dev.wukongsim.simulator.compatible.CompatibleProtocol
 */
@NullMarked
package dev.wukongsim.simulator.compatible;

import org.jspecify.annotations.NullMarked;
