package dev.wukongsim.simulator.endpoint;

/** The mocked endpoint cannot listen where it should. */
public final class PortInUseException extends RuntimeException {

    private final int port;

    public PortInUseException(int port, Throwable cause) {
        super("Port " + port + " is in use; choose another one, or 0 for any that is free", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
