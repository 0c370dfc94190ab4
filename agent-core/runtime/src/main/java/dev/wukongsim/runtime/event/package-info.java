/**
 * What happened in a run, as one union of events: the transcript that logs, tests and replays all read.
 */
@NullMarked
package dev.wukongsim.runtime.event;

import org.jspecify.annotations.NullMarked;
