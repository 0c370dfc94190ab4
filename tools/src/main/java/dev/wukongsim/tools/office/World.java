package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A company as a story begins.
 *
 * @param start the office before anybody did anything
 * @param clock the moment at which the office's clock stands still; null if it goes
 */
public record World(OfficeState start, @Nullable OffsetDateTime clock) {

    public World {
        requireNonNull(start, "start is null");
    }

    /**
     * Read a world file and the documents it names.
     *
     * @throws InvalidDefinitionException with everything that is wrong, each with line and column
     */
    public static World load(Path worldYaml) {
        return WorldReader.read(worldYaml);
    }

    Clock clockOr(Clock other) {
        return clock == null ? other : Clock.fixed(clock.toInstant(), clock.getOffset());
    }
}
