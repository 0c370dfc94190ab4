/**
 * Agents and tasks as YAML: schema, strict validation with line and column.
 */
@NullMarked
package dev.wukongsim.runtime.definition;

import org.jspecify.annotations.NullMarked;
