/**
 * Texts as vectors, in the OpenAI-compatible form and in the provider's own.
 *
 * @see dev.wukongsim.simulator.embedding.EmbeddingProtocol
 */
@NullMarked
package dev.wukongsim.simulator.embedding;

import org.jspecify.annotations.NullMarked;
