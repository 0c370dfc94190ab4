/**
 * What happens to a chat request, whatever protocol it came by: what it must be, what is refused, and which answer it gets.
 *
 * <p>That the wait header must be 0 or from 3 to 120 seconds is what the provider documents; what it does with other values
 * it does not say, and we refuse them, so that a mistake is seen.
 *
 * @see dev.wukongsim.simulator.chat.Chat
 */
@NullMarked
package dev.wukongsim.simulator.chat;

import org.jspecify.annotations.NullMarked;
