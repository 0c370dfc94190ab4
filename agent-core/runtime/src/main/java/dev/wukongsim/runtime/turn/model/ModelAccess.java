package dev.wukongsim.runtime.turn.model;

import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.TokenCounter;

/**
 * How a task gets at models.
 *
 * @param model spends no token that the task does not have
 * @param reserve what the task holds for its last call
 * @param counter counts requests before they leave
 * @param prices what calls cost
 */
public record ModelAccess(MeteredModel model, Reserve reserve, TokenCounter counter, PriceList prices) {}
