/**
 * Measures the mocked endpoint.
 *
 * @see dev.wukongsim.simulator.bench.MockBenchmark
 */
@NullMarked
package dev.wukongsim.simulator.bench;

import org.jspecify.annotations.NullMarked;
