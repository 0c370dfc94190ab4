/**
 * A run as one page for a browser: no script, nothing loaded, and every foreign text escaped.
 */
@NullMarked
package dev.wukongsim.shell.render.page;

import org.jspecify.annotations.NullMarked;
