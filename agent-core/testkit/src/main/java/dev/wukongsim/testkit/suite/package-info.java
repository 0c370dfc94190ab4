/**
 * Regression suites: cases of a task against scripted models, and what is expected of each.
 */
@NullMarked
package dev.wukongsim.testkit.suite;

import org.jspecify.annotations.NullMarked;
