/**
 * Steps that happen once: the journal port, replay after a crash, signals and timers.
 */
@NullMarked
package dev.wukongsim.runtime.durable;

import org.jspecify.annotations.NullMarked;
