/**
 * Agents and tasks: what they are, and how they are written as YAML, with a schema and strict validation by line and column.
 */
@NullMarked
package dev.wukongsim.runtime.definition;

import org.jspecify.annotations.NullMarked;
