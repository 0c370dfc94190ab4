package dev.wukongsim.schedule;

/** A text is no cron expression, or one that never ticks. */
public final class InvalidCronException extends RuntimeException {

    private final String expression;

    InvalidCronException(String expression, String problem) {
        super("cron expression '" + expression + "' " + problem);
        this.expression = expression;
    }

    InvalidCronException(String expression, IllegalArgumentException cause) {
        this(
                expression,
                "is none of five fields (minute, hour, day of the month, month, day of the week), such as"
                        + " '0 9 * * MON-FRI': " + cause.getMessage());
        initCause(cause);
    }

    public String expression() {
        return expression;
    }
}
