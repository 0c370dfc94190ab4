/**
 * What a tool is, the contract it promises to keep, and how tools are found and called.
 */
@NullMarked
package dev.wukongsim.runtime.tool;

import org.jspecify.annotations.NullMarked;
