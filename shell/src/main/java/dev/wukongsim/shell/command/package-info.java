/**
 * The commands: each parses its words, calls one method and renders what comes back.
 */
@NullMarked
package dev.wukongsim.shell.command;

import org.jspecify.annotations.NullMarked;
