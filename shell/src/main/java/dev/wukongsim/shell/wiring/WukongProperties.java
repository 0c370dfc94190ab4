package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.Dialect;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be configured, in {@code wukong.yaml} of the working directory or by environment variables such as
 * {@code WUKONG_HOME}.
 *
 * @param home the data folder
 * @param redis URL of a Redis to use instead of the embedded one
 * @param endpoint base URL of a real model, used only with {@code --live}
 * @param apiKey of that endpoint
 * @param modelTimeout of one whole model call
 * @param dialect in which that endpoint is told about thinking; by its address if not set
 * @param streamed whether that endpoint is asked for streams
 * @param burstWait how long requests may queue there when the rate rises too quickly
 */
@ConfigurationProperties("wukong")
record WukongProperties(
        @DefaultValue(".wukong") String home,
        @Nullable String redis,
        @Nullable URI endpoint,
        @Nullable String apiKey,
        @DefaultValue("5m") Duration modelTimeout,
        @Nullable Dialect dialect,
        @DefaultValue("true") boolean streamed,
        @Nullable Duration burstWait,
        @DefaultValue Budget budget) {

    /**
     * Limits of the accounts that tasks draw on, in tokens, unless a policy says more.
     *
     * @param policy a budget file; with one, the other two do not count
     * @param employeeMonthly of one employee in one month
     * @param organisationMonthly of all together in one month
     */
    record Budget(
            @Nullable String policy,
            @DefaultValue("2000000") long employeeMonthly,
            @DefaultValue("100000000") long organisationMonthly) {}
}
