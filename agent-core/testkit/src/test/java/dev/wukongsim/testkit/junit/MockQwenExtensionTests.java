package dev.wukongsim.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class MockQwenExtensionTests {

    @Test
    void answersTheTestsOfAClass() {
        EngineExecutionResults results = run(AnsweredCase.class);

        results.testEvents().assertStatistics(stats -> stats.succeeded(2));
        results.containerEvents().assertStatistics(stats -> stats.failed(0));
    }

    @Test
    void failsAClassThatLeavesRepliesUnused() {
        EngineExecutionResults results = run(WastefulCase.class);

        results.testEvents().assertStatistics(stats -> stats.succeeded(1));
        results.containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(
                                "No test has asked the mocked Qwen for turns[1] of replies; delete what is not needed,"
                                        + " or say allowUnused()"))));
    }

    @Test
    void letsAClassLeaveRepliesUnused() {
        run(GenerousCase.class).containerEvents().assertStatistics(stats -> stats.failed(0));
    }

    @Test
    void addsWhatWasRefusedToTheFailureOfATest() {
        EngineExecutionResults results = run(MissingCase.class);

        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(suppressed(
                                0,
                                message("The mocked Qwen refused a request: No turn answers turn 1; the nearest is"
                                        + " turns[0] of replies: it wants \"hello\" in the last user message, which is"
                                        + " \"goodbye\"")))));
        results.allEvents().reportingEntryPublished().assertStatistics(stats -> stats.reportingEntryPublished(1));
        results.containerEvents().assertStatistics(stats -> stats.failed(0));
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static String ask(URI endpoint, String question) {
        ChatRequest request = ChatRequest.builder()
                .modelName("qwen-plus")
                .messages(UserMessage.from(question))
                .build();
        return new QwenClient(new Endpoint(endpoint, "sk-any", Duration.ofSeconds(30)), new QwenTokenCounter())
                .call(request, TokenListener.NONE)
                .message()
                .text();
    }

    static class AnsweredCase {

        @RegisterExtension
        static final MockQwenExtension QWEN = MockQwenExtension.replies(
                Turn.say("hi").when(When.user("hello")), Turn.say("bye").when(When.user("goodbye")));

        @Test
        void greets(URI endpoint) {
            assertThat(ask(endpoint, "hello")).isEqualTo("hi");
        }

        @Test
        void parts(MockQwen mock) {
            assertThat(mock).isSameAs(QWEN.mock());
            assertThat(ask(mock.baseUrl(), "goodbye")).isEqualTo("bye");
        }
    }

    static class WastefulCase {

        @RegisterExtension
        static final MockQwenExtension QWEN =
                MockQwenExtension.replies(Turn.say("hi"), Turn.say("never").when(When.turn(9)));

        @Test
        void greets(URI endpoint) {
            assertThat(ask(endpoint, "hello")).isEqualTo("hi");
        }
    }

    static class GenerousCase {

        @RegisterExtension
        static final MockQwenExtension QWEN =
                MockQwenExtension.replies(Turn.say("never")).allowUnused();

        @Test
        void says(MockQwen mock) {
            assertThat(mock.replies().unused()).containsExactly("turns[0] of replies");
        }
    }

    static class MissingCase {

        @RegisterExtension
        static final MockQwenExtension QWEN =
                MockQwenExtension.replies(Turn.say("hi").when(When.user("hello")));

        @Test
        void parts(URI endpoint) {
            ask(endpoint, "goodbye");
        }
    }
}
