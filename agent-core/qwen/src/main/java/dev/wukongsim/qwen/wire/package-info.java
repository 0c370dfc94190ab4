/**
 * The wire: one streamed HTTP call, with its time limits, whose events reach LangChain4j in one plain form, whatever the
 * endpoint made of them.
 *
 * <p>What servers do, and what becomes of it:
 *
 * <ul>
 *   <li>a byte-order mark, CR, LF or CRLF, comments, {@code data:} without a space, a last event without its blank line:
 *       read as if all was well; bytes that are not UTF-8 become U+FFFD;
 *   <li>a plain JSON answer although a stream was asked for, or a whole {@code chat.completion} after the stream: read
 *       once, never doubled;
 *   <li>{@code reasoning} for {@code reasoning_content}; content as a list of parts; {@code "null"} for no finish reason;
 *   <li>tool calls in pieces, with empty, missing, repeated or late ids, without an index, in any order, with
 *       {@code "type": ""}, all under one index, or with arguments that are an object: put together, then passed on whole;
 *   <li>an error as an event, with or without a wrapper, or as a bare line of JSON: {@link
 *       dev.wukongsim.qwen.wire.ErrorAnswer};
 *   <li>no {@code [DONE]}, a connection cut after the finish reason, anything after {@code [DONE]}: the answer is whole;
 *   <li>an event that is no JSON, too large or nested too deep, a tool call without a name, silence: {@link
 *       dev.wukongsim.qwen.wire.WireFailure}.
 * </ul>
 *
 * @see dev.wukongsim.qwen.wire.AnswerReader
 * @see dev.wukongsim.qwen.wire.Transport
 */
@NullMarked
package dev.wukongsim.qwen.wire;

import org.jspecify.annotations.NullMarked;
