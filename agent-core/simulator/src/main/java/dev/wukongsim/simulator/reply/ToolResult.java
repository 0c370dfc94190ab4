package dev.wukongsim.simulator.reply;

/**
 * What a tool answered.
 *
 * @param tool its name on the wire; empty if the call it answers is not in the request
 */
public record ToolResult(String tool, String text) {}
