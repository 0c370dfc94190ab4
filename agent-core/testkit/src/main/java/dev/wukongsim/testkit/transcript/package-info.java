/**
 * Reads transcripts: the gist of one run, its steps, and how two runs differ. Nothing here runs or prints anything.
 */
@NullMarked
package dev.wukongsim.testkit.transcript;

import org.jspecify.annotations.NullMarked;
