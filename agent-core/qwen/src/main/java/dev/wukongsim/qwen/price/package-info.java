/**
 * What a call costs at list price, exactly: tiers, modes and caches, down to a millionth.
 *
 * @see dev.wukongsim.qwen.price.Quote
 */
@NullMarked
package dev.wukongsim.qwen.price;

import org.jspecify.annotations.NullMarked;
