/**
 * Qwen-compatible endpoints: the client, what their errors mean, an exact tokenizer and the dated catalogue of models.
 *
 * @see dev.wukongsim.qwen.QwenTokenizer
 */
@NullMarked
package dev.wukongsim.qwen;

import org.jspecify.annotations.NullMarked;
