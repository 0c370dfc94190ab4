/**
 * What the mocked model says: scripted turns, which requests they answer, and the answers they become.
 *
 * @see dev.wukongsim.simulator.reply.Replies
 */
@NullMarked
package dev.wukongsim.simulator.reply;

import org.jspecify.annotations.NullMarked;
