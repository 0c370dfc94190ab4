package dev.wukongsim.simulator.template;

/** A template cannot be understood, or wants something that is not there. */
public final class TemplateException extends IllegalArgumentException {

    private final String part;

    TemplateException(String part, String message) {
        super(message);
        this.part = part;
    }

    /** Of what it is the template, such as {@code call/0/args}. */
    public String part() {
        return part;
    }
}
