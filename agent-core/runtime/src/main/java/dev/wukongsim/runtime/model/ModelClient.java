package dev.wukongsim.runtime.model;

import dev.langchain4j.model.chat.request.ChatRequest;

/** The one door to a model. Thread-safe; blocks until the whole answer is there. One call is one attempt. */
public interface ModelClient {

    /**
     * Ask the model and wait for its whole answer.
     *
     * @param request names the model and bounds the output with {@code maxOutputTokens}
     * @param listener sees the answer as it arrives
     * @throws ModelException if there is no whole answer; never retried in here
     */
    ModelReply call(ChatRequest request, TokenListener listener);
}
