package dev.wukongsim.runtime.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A file is not what it should be. Carries everything that is wrong with it, one line each. */
public final class InvalidDefinitionException extends RuntimeException {

    private final List<Violation> violations;

    public InvalidDefinitionException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
