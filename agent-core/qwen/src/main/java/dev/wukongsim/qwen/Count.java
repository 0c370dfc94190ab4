package dev.wukongsim.qwen;

/**
 * Tokens of a text or a request for a certain model.
 *
 * @param estimated whether the model may count otherwise, because its vocabulary is not public
 */
public record Count(long tokens, boolean estimated) {}
