package dev.wukongsim.simulator.endpoint;

import com.github.tomakehurst.wiremock.common.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps WireMock's remarks, which may quote prompts, below the level that operators read. */
final class DebugNotifier implements Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(DebugNotifier.class);

    @Override
    public void info(String message) {
        LOG.debug(message);
    }

    @Override
    public void error(String message) {
        LOG.debug(message);
    }

    @Override
    public void error(String message, Throwable cause) {
        LOG.debug(message, cause);
    }
}
