/**
 * The wukong command: how the process starts, in which of its modes, and with which exit code it ends.
 */
@NullMarked
package dev.wukongsim.shell;

import org.jspecify.annotations.NullMarked;
