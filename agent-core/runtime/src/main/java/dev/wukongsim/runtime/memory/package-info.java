/**
 * What is remembered of a conversation beyond one task: the port and its in-memory version.
 */
@NullMarked
package dev.wukongsim.runtime.memory;

import org.jspecify.annotations.NullMarked;
