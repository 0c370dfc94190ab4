package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.TaskFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a task is carried out.
 *
 * @param world file of the simulated office; without one there are no tools
 * @param replies file of what the mocked model says
 * @param live whether a real model answers instead of the mocked one
 * @param seed of everything that is random
 * @param product that the employee uses, such as {@code qwen}; the budget policy knows it
 */
public record Setting(Optional<Path> world, Optional<Path> replies, boolean live, long seed, String product) {

    public Setting {
        requireNonNull(world, "world is null");
        requireNonNull(replies, "replies is null");
        requireNonNull(product, "product is null");
    }

    public static Setting of(TaskFile file, boolean live, long seed) {
        return new Setting(
                file.world(), file.replies(), live, seed, file.definition().product());
    }
}
