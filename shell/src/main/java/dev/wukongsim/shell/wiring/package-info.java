/**
 * How the parts are put together: data folder, configuration, terminal, and the workbench that tasks run on.
 */
@NullMarked
package dev.wukongsim.shell.wiring;

import org.jspecify.annotations.NullMarked;
