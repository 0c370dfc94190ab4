/**
 * What every implementation of a port must keep: abstract test classes, one for each port; a subclass only says how to
 * create the thing.
 */
@NullMarked
package dev.wukongsim.testkit.contract;

import org.jspecify.annotations.NullMarked;
