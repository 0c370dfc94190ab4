/**
 * Chat in the OpenAI-compatible form: what a request must be, and how its answer or its error looks on the wire.
 *
 * @see dev.wukongsim.simulator.chat.RequestRules
 */
@NullMarked
package dev.wukongsim.simulator.chat;

import org.jspecify.annotations.NullMarked;
