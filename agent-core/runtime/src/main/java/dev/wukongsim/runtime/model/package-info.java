/**
 * One door to a model: a LangChain4j chat model in, a reply with its exact usage out.
 */
@NullMarked
package dev.wukongsim.runtime.model;

import org.jspecify.annotations.NullMarked;
