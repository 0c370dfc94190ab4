package dev.wukongsim.shell.wiring;

import dev.wukongsim.tools.office.OfficeListener;
import dev.wukongsim.tools.office.OfficeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the state of one task's office on disk; each change replaces the file as a whole. */
record OfficeFile(Path path) implements OfficeListener {

    /** The office as it was left; empty if nothing has changed in it yet. */
    Optional<OfficeState> read() {
        try {
            return Optional.of(OfficeState.fromJson(Files.readString(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the office in '" + path + "'", e);
        }
    }

    @Override
    public void changed(OfficeState state) {
        try {
            WholeFile.replace(path, state.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the office in '" + path + "'", e);
        }
    }
}
