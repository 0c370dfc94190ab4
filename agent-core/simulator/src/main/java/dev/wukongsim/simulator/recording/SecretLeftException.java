package dev.wukongsim.simulator.recording;

import java.nio.file.Path;

/** A recording was not kept, because there was still a secret in it. */
public final class SecretLeftException extends RuntimeException {

    SecretLeftException(Path path, String leak) {
        super("The recording '" + path + "' is not kept: " + leak
                + ". Take it out of what is recorded, or name it as a key to redact");
    }
}
