package dev.wukongsim.runtime.memory;

/** Somebody else wrote to the session since it was read. */
public final class MemoryConflictException extends RuntimeException {

    private final String session;
    private final int seen;
    private final int present;

    public MemoryConflictException(String session, int seen, int present) {
        super("Session '" + session + "' holds " + present + " messages, the writer has seen " + seen
                + "; read it again, then append");
        this.session = session;
        this.seen = seen;
        this.present = present;
    }

    public String session() {
        return session;
    }

    public int seen() {
        return seen;
    }

    public int present() {
        return present;
    }
}
