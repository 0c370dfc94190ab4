/**
 * Texts and JSON that are filled in from a question: Handlebars, with helpers that give the same in every run.
 *
 * @see dev.wukongsim.simulator.template.Template
 */
@NullMarked
package dev.wukongsim.simulator.template;

import org.jspecify.annotations.NullMarked;
