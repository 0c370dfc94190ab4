/**
 * Agents written in Java: the shortest programs that a stranger can run and change.
 */
@NullMarked
package dev.wukongsim.examples;

import org.jspecify.annotations.NullMarked;
