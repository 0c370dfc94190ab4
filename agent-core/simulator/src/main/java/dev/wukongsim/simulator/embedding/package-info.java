/**
 * Texts as vectors, in the OpenAI-compatible form.
 *
 * @see dev.wukongsim.simulator.embedding.EmbeddingProtocol
 */
@NullMarked
package dev.wukongsim.simulator.embedding;

import org.jspecify.annotations.NullMarked;
