/**
 * Who may do what: each tool call is allowed, put to a person, or denied before it runs.
 */
@NullMarked
package dev.wukongsim.runtime.policy;

import org.jspecify.annotations.NullMarked;
