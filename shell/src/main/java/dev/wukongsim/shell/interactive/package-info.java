/**
 * The interactive shell: prompt, history and completion over the same commands.
 */
@NullMarked
package dev.wukongsim.shell.interactive;

import org.jspecify.annotations.NullMarked;
