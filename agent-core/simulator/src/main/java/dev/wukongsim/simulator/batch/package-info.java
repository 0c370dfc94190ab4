/**
 * Batches: a file of requests goes up, a file of answers comes down.
 *
 * <p>Documented: the calls and their shapes, the statuses, the limits on lines and files, one model and one thinking mode
 * in a file, and {@code batch-test-model}, which answers without the replies and for free. Ours: a file is at most as large
 * as the endpoint's largest body ({@link dev.wukongsim.simulator.endpoint.HttpFront#LARGEST_BODY}, far below the provider's
 * 500 MB); the latest 100 files of 64 MiB together and the latest 100 batches are kept, in memory; a batch spends the
 * first tenth of its time validating and the last one finalizing, and its lines are answered when somebody first asks after
 * it is due, by the same rates, faults and prices as single requests. Faults of delivery do not reach a line. Our reading:
 * a line that is refused has its error both as the body of a response and in {@code error}; of a batch that is cancelled
 * before somebody saw it complete, no line is answered; lines do not stream.
 *
 * @see dev.wukongsim.simulator.batch.BatchProtocol
 */
@NullMarked
package dev.wukongsim.simulator.batch;

import org.jspecify.annotations.NullMarked;
