/** The turn of the tools: policy first, then a person if policy says so, then each call as a step that takes effect once. */
@NullMarked
package dev.wukongsim.runtime.turn.tool;

import org.jspecify.annotations.NullMarked;
