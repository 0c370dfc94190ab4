package dev.wukongsim.qwen;

/**
 * Whether a model thinks before it answers.
 *
 * @param streamOnly whether an answer with thinking can be had as a stream only
 */
public record Thinking(Mode mode, boolean streamOnly) {

    /** What {@code enable_thinking} can do with a model. */
    public enum Mode {
        /** It cannot think; asking for it is an error. */
        NEVER,
        /** It thinks if it is asked to. */
        OFF,
        /** It thinks unless it is asked not to. */
        ON,
        /** It always thinks. */
        ALWAYS
    }

    /** Whether a request may say if the model is to think. */
    public boolean canBeSwitched() {
        return mode == Mode.OFF || mode == Mode.ON;
    }

    /** Of models that do not think. */
    public static final Thinking NEVER = new Thinking(Mode.NEVER, false);

    /** Of models that think when asked, streamed or not. */
    public static final Thinking OFF = new Thinking(Mode.OFF, false);
}
