/**
 * Answers of a real model, kept to be given again: what makes two requests the same, what must not be kept, and the files.
 *
 * @see dev.wukongsim.simulator.recording.Recorder
 */
@NullMarked
package dev.wukongsim.simulator.recording;

import org.jspecify.annotations.NullMarked;
