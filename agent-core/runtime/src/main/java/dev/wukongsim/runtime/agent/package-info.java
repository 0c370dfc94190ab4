/**
 * The agent at work: the only package that knows all the others.
 */
@NullMarked
package dev.wukongsim.runtime.agent;

import org.jspecify.annotations.NullMarked;
