/**
 * The turn of the model: asked in journalled steps, tried again while that may help, then another model, and shorter of breath
 * as the money runs short.
 */
@NullMarked
package dev.wukongsim.runtime.turn.model;

import org.jspecify.annotations.NullMarked;
