package dev.wukongsim.shell.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wukongsim.qwen.CalibratedTokenCounter;
import dev.wukongsim.qwen.Calibration;
import dev.wukongsim.shell.line.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What real endpoints have taught about their models' token counts, kept from one run to the next. */
public final class CalibrationFile {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, Calibration>> BY_MODEL = new TypeReference<>() {};

    private final Path path;

    CalibrationFile(Path path) {
        this.path = path;
    }

    /**
     * A counter that knows what was learnt so far.
     *
     * @throws CommandFailure if the file is damaged
     */
    public CalibratedTokenCounter counter() {
        try {
            return new CalibratedTokenCounter(JSON.readValue(Files.readString(path), BY_MODEL));
        } catch (NoSuchFileException nothingLearntYet) {
            return new CalibratedTokenCounter(Map.of());
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "Calibration file '" + path + "' is damaged; delete it, and the next live runs calibrate anew: "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "Calibration file '" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Keep what a counter has learnt; the file is replaced as a whole. */
    void keep(CalibratedTokenCounter counter) {
        try {
            WholeFile.replace(path, JSON.writeValueAsString(new TreeMap<>(counter.calibrations())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what was learnt in '" + path + "'", e);
        }
    }
}
