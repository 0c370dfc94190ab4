/**
 * How results look on a terminal and in a pipe; text from models and tools is made harmless here.
 */
@NullMarked
package dev.wukongsim.shell.render;

import org.jspecify.annotations.NullMarked;
