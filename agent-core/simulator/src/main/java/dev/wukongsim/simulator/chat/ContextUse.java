package dev.wukongsim.simulator.chat;

import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.simulator.cache.CacheUse;
import dev.wukongsim.simulator.cache.ContextCache;
import dev.wukongsim.simulator.cache.Prompt;
import dev.wukongsim.simulator.reply.Answer;
import java.time.Instant;

/** What a request has of the context cache, which keeps the request once it is answered. */
record ContextUse(ContextCache cache, QwenTokenizer tokenizer) {

    /** The answer with what its request found in the cache; a figure that the reply states itself stands. */
    Answer applyTo(Answer answer, ChatCall call, Instant now) {
        if (!caches(call)) {
            return answer;
        }
        Prompt prompt = Prompt.of(call.body(), tokenizer);
        CacheUse use = cache.look(call.model().id(), prompt, now);
        cache.keep(call.model().id(), prompt, now);
        return answer.tokens().cachedInput() > 0 ? answer : answer.cached(use.hit(), use.written());
    }

    private boolean caches(ChatCall call) {
        return Prompt.isMarked(call.body())
                ? call.model().cachesExplicitly()
                : cache.isImplicit() && call.model().cachesImplicitly();
    }
}
