/**
 * What the endpoint remembers of the beginnings of requests: the explicit cache by markers and the implicit one.
 *
 * @see dev.wukongsim.simulator.cache.ContextCache
 */
@NullMarked
package dev.wukongsim.simulator.cache;

import org.jspecify.annotations.NullMarked;
