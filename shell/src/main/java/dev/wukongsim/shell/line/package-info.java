/**
 * From words to a running command: what a command takes, how words are parsed, what an error costs.
 *
 * @see LineRunner
 */
@NullMarked
package dev.wukongsim.shell.line;

import org.jspecify.annotations.NullMarked;
