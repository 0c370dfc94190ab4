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
 * @param taping of what the real model says; empty if nothing is kept
 */
public record Setting(
        Optional<Path> world,
        Optional<Path> replies,
        boolean live,
        long seed,
        String product,
        Optional<Taping> taping) {

    public Setting {
        requireNonNull(world, "world is null");
        requireNonNull(replies, "replies is null");
        requireNonNull(product, "product is null");
        requireNonNull(taping, "taping is null");
    }

    /** A setting in which nothing is kept of what the model says. */
    public Setting(Optional<Path> world, Optional<Path> replies, boolean live, long seed, String product) {
        this(world, replies, live, seed, product, Optional.empty());
    }

    /** The same setting, in which the real model is another one and what it says is kept. */
    public Setting with(Taping wanted) {
        return new Setting(world, replies, live, seed, product, Optional.of(wanted));
    }

    public static Setting of(TaskFile file, boolean live, long seed) {
        return new Setting(
                file.world(), file.replies(), live, seed, file.definition().product());
    }
}
