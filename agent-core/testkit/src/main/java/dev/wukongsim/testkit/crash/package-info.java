/**
 * Processes that die at any point of a task, and what they were charged when others have brought it to its end. The test
 * {@code ToolRecoveryTests} shows it in use.
 */
@NullMarked
package dev.wukongsim.testkit.crash;

import org.jspecify.annotations.NullMarked;
