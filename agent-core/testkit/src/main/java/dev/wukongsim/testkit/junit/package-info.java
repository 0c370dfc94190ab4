/**
 * Suites as JUnit tests: one dynamic test a case, and a red one prints its transcript. And the mocked Qwen for tests of one's
 * own.
 */
@NullMarked
package dev.wukongsim.testkit.junit;

import org.jspecify.annotations.NullMarked;
