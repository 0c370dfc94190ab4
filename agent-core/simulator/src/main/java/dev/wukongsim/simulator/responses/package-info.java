/**
 * The Responses protocol: an answer as a list of items, and conversations that the endpoint keeps.
 *
 * <p>Documented: the paths, {@code input} as a text or as items, {@code previous_response_id} whose context is paid for
 * again, the usage with {@code x_details} and {@code x_tools}, the events and their order, the session cache by header,
 * that parameters which are not documented are ignored. Seen of the provider's servers: its events are numbered and carry
 * the HTTP status as its own protocol's do. Our reading: the earlier context is without the earlier instructions; reasoning
 * and searches among the input are passed over; an error within a stream is an event {@code error}; an unknown id is 404.
 * Ours: the latest 1,000 responses are kept, where the provider keeps them for seven days; {@code web_search} is the only
 * tool of the provider's own, each answer to a request that offers it counts as one search and tells of it in an item, and
 * nothing is searched.
 *
 * @see dev.wukongsim.simulator.responses.ResponsesProtocol
 */
@NullMarked
package dev.wukongsim.simulator.responses;

import org.jspecify.annotations.NullMarked;
