/**
 * Ledger, memory and journal in a Redis, over one connection.
 *
 * @see RedisStores
 */
@NullMarked
package dev.wukongsim.redis;

import org.jspecify.annotations.NullMarked;
