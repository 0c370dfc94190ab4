package dev.wukongsim.runtime.model;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says beside LangChain4j's own parameters: how much to think, and whose call it is. Survives being merged
 * with others, where what the later ones say wins.
 */
public final class ModelParameters extends DefaultChatRequestParameters {

    private final @Nullable ThinkingSetting thinking;
    private final @Nullable CallOrigin origin;

    private ModelParameters(Builder builder) {
        super(builder);
        this.thinking = builder.thinking;
        this.origin = builder.origin;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How much the model is to think about a request; as usual if it does not say. */
    public static ThinkingSetting thinkingOf(ChatRequest request) {
        return request.parameters() instanceof ModelParameters own && own.thinking != null
                ? own.thinking
                : new ThinkingSetting.Usual();
    }

    /** Whose call a request is, if it says so. */
    public static Optional<CallOrigin> originOf(ChatRequest request) {
        return request.parameters() instanceof ModelParameters own ? Optional.ofNullable(own.origin) : Optional.empty();
    }

    @Override
    public ModelParameters overrideWith(ChatRequestParameters that) {
        return builder().overrideWith(this).overrideWith(that).build();
    }

    @Override
    public ModelParameters defaultedBy(ChatRequestParameters that) {
        return builder().overrideWith(that).overrideWith(this).build();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ModelParameters that
                && Objects.equals(thinking, that.thinking)
                && Objects.equals(origin, that.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), thinking, origin);
    }

    @Override
    public String toString() {
        return super.toString() + "{thinking=" + thinking + ", origin=" + origin + "}";
    }

    /** LangChain4j's builder, and what these parameters add. */
    public static final class Builder extends DefaultChatRequestParameters.Builder<Builder> {

        private @Nullable ThinkingSetting thinking;
        private @Nullable CallOrigin origin;

        private Builder() {}

        public Builder thinking(ThinkingSetting setting) {
            thinking = setting;
            return this;
        }

        public Builder origin(CallOrigin caller) {
            origin = caller;
            return this;
        }

        @Override
        public Builder overrideWith(ChatRequestParameters parameters) {
            super.overrideWith(parameters);
            if (parameters instanceof ModelParameters own) {
                thinking = own.thinking == null ? thinking : own.thinking;
                origin = own.origin == null ? origin : own.origin;
            }
            return this;
        }

        @Override
        public ModelParameters build() {
            return new ModelParameters(this);
        }
    }
}
