/**
 * A real redis-server that lives as long as somebody on this machine uses its data folder.
 *
 * @see EmbeddedRedis
 */
@NullMarked
package dev.wukongsim.redis.embedded;

import org.jspecify.annotations.NullMarked;
