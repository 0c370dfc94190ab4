/** One turn of a task: what came of carrying out a decision, and where the task waits until somebody lets it go on. */
@NullMarked
package dev.wukongsim.runtime.turn;

import org.jspecify.annotations.NullMarked;
