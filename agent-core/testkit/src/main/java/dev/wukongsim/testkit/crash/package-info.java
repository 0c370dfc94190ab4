/**
 * Processes that die at any point of a task, and what must be true when others have brought it to its end.
 */
@NullMarked
package dev.wukongsim.testkit.crash;

import org.jspecify.annotations.NullMarked;
