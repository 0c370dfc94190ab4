/**
 * Planners: pure decisions over the state of a task; they never call anything themselves.
 */
@NullMarked
package dev.wukongsim.runtime.planning;

import org.jspecify.annotations.NullMarked;
