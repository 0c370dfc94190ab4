/**
 * The endpoint on the network: HTTP in front, WireMock behind it, and Qwen's protocols as one extension of WireMock.
 *
 * @see dev.wukongsim.simulator.endpoint.Endpoint
 */
@NullMarked
package dev.wukongsim.simulator.endpoint;

import org.jspecify.annotations.NullMarked;
