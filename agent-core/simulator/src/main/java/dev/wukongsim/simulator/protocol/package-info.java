/**
 * What the endpoint and the protocols that it speaks know of each other: a call comes in, a reply goes out. No HTTP server
 * and no WireMock in here, so that a protocol is a function.
 *
 * @see dev.wukongsim.simulator.protocol.Protocol
 */
@NullMarked
package dev.wukongsim.simulator.protocol;

import org.jspecify.annotations.NullMarked;
