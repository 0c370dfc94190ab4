/**
 * Suites as JUnit tests: one dynamic test a case, and a red one prints its transcript.
 */
@NullMarked
package dev.wukongsim.testkit.junit;

import org.jspecify.annotations.NullMarked;
