/**
 * The simulated office: directory, documents, budget, approvals and chat of one company, with state that calls change.
 *
 * @see dev.wukongsim.tools.office.Office
 */
@NullMarked
package dev.wukongsim.tools.office;

import org.jspecify.annotations.NullMarked;
