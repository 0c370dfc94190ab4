package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be configured, in {@code wukong.yaml} of the working directory or by environment variables.
 *
 * @param home the data folder
 */
@ConfigurationProperties("wukong")
record WukongProperties(Path home) {

    WukongProperties(@Nullable Path home) {
        this.home = requireNonNullElse(home, Path.of(".wukong"));
    }
}
