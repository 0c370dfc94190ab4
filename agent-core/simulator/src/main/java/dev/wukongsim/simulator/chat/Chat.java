package dev.wukongsim.simulator.chat;

import static java.util.Objects.requireNonNullElse;

import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.simulator.cache.ContextCache;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.limit.Wallet;
import dev.wukongsim.simulator.reply.Answer;
import dev.wukongsim.simulator.reply.Answers;
import dev.wukongsim.simulator.reply.Match;
import dev.wukongsim.simulator.reply.Question;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.ToolNotOfferedException;
import dev.wukongsim.simulator.reply.Turn;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Carries a chat request to its answer, whatever protocol it came by: money, faults, length, rates, then the replies, and
 * the cache at last. What is refused leaves no trace; what is answered is counted and charged. Thread-safe.
 */
public final class Chat {

    private final Replies replies;
    private final Answers answers;
    private final Faults faults;
    private final Gate gate;
    private final Wallet wallet;
    private final InstantSource clock;
    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final ContextUse context;
    private final AnswerFaults answerFaults = new AnswerFaults(tokenizer);

    /**
     * A chat with one account.
     *
     * @param gate lets requests in
     * @param wallet pays for them
     * @param cache of contexts
     * @param clock by which money and cached contexts end
     */
    public Chat(
            Replies replies,
            Answers answers,
            Faults faults,
            Gate gate,
            Wallet wallet,
            ContextCache cache,
            InstantSource clock) {
        this.replies = replies;
        this.answers = answers;
        this.faults = faults;
        this.gate = gate;
        this.wallet = wallet;
        this.context = new ContextUse(cache, tokenizer);
        this.clock = clock;
    }

    /**
     * Answer a request.
     *
     * @throws RefusedException if the provider would refuse it, or no reply is for it
     */
    public Completed complete(ChatCall call) {
        refuse(wallet.refusal(call.model().id(), clock.instant()).map(KnownError::error));
        Question question = Question.of(call.body(), call.caller().asker());
        Optional<Fault> fault = faults.next(call.model().id(), question.lane());
        if (fault.isPresent() && fault.get() instanceof Fault.Refusal refusal) {
            throw new RefusedException(refusal.error().error());
        }
        checkLength(call);
        gate.pass(call);
        Answer answer = context.applyTo(said(call, question), call, clock.instant());
        charge(call, answer.tokens());
        return new Completed(broken(answer, fault), fault);
    }

    /** A token is at least a byte long, so that only a long text has to be counted. */
    private void checkLength(ChatCall call) {
        if (call.size() > call.model().maxInput()) {
            int tokens = tokenizer.count(ChatTemplate.render(call.body()));
            refuse(RequestRules.inputViolation(tokens, call.model()));
        }
    }

    private Answer said(ChatCall call, Question question) {
        return switch (replies.match(question)) {
            case Match.Found found -> answer(found.turn(), question, call);
            case Match.Unfilled unfilled ->
                throw new RefusedException(ProviderError.ofMock(400, "mock_template_failed", unfilled.explanation()));
            case Match.Missed missed ->
                throw new RefusedException(ProviderError.ofMock(400, "mock_unmatched", missed.explanation()));
        };
    }

    private Answer answer(Turn turn, Question question, ChatCall call) {
        if (turn.call().isEmpty()) {
            refuse(AnswerFormat.violation(call.body(), requireNonNullElse(turn.say(), "")));
        }
        try {
            return answers.of(turn, question, call.maxOutput()).times(call.choices());
        } catch (ToolNotOfferedException e) {
            throw new RefusedException(
                    ProviderError.ofMock(400, "mock_tool_not_offered", String.valueOf(e.getMessage())));
        }
    }

    private void charge(ChatCall call, Answer.Tokens tokens) {
        Usage usage = new Usage(
                tokens.input(),
                tokens.cachedInput(),
                tokens.cacheWrite(),
                tokens.output(),
                tokens.reasoning(),
                1,
                false);
        wallet.charge(call.model().id(), usage, clock.instant());
        gate.used(call, usage);
    }

    private Answer broken(Answer answer, Optional<Fault> fault) {
        return fault.isPresent() && fault.get() instanceof Fault.OfAnswer broken
                ? answerFaults.apply(broken, answer)
                : answer;
    }

    private static void refuse(Optional<ProviderError> error) {
        RefusedException.throwIfPresent(error);
    }
}
