/**
 * The provider's own protocol of text generation, as its SDKs speak it.
 *
 * <p>Documented: the paths, {@code input} and {@code parameters}, both forms of a result, the events of a stream with their
 * usage so far, what thinking demands of {@code incremental_output} and {@code result_format}, the form of errors. Seen of
 * the provider's servers: a stream that is refused has the status of the error and is one error event. Our reading: what
 * thinks is answered as a message and in pieces where the request says nothing; tools and several answers want a message
 * too; in a stream of several answers the usage of an event is that of its answer alone, which is how the provider's SDK
 * adds it up; while a stream is under way the frame of a tool call is not counted yet, and the last event has the exact sum.
 *
 * @see dev.wukongsim.simulator.generation.GenerationProtocol
 */
@NullMarked
package dev.wukongsim.simulator.generation;

import org.jspecify.annotations.NullMarked;
