package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.Requests;
import org.junit.jupiter.api.Test;

class QuestionTests {

    @Test
    void tellsWhatTheGuardsLookAt() {
        ObjectNode request = Requests.question("first");
        request.withArray("messages").addObject().put("role", "assistant").put("content", "a");
        request.withArray("messages").addObject().put("role", "tool").put("content", "found");
        request.withArray("messages").addObject().put("role", "assistant").put("content", "b");
        request.withArray("messages").addObject().put("role", "user").put("content", "second");

        Question question = Question.of(request);

        assertThat(question.turn()).isEqualTo(3);
        assertThat(question.round()).isEqualTo(1);
        assertThat(question.firstUser()).isEqualTo("first");
        assertThat(question.user()).isEqualTo("second");
        assertThat(question.lastMessage()).isEqualTo("second");
        assertThat(question.toolResult()).isEqualTo("found");
        assertThat(question.toolResults()).isEmpty();
        assertThat(question.lane()).isEqualTo("first");
    }

    @Test
    void keepsTheResultsOfCallsThatWereMadeSideBySide() {
        ObjectNode request = Requests.question("first");
        ObjectNode answer = request.withArray("messages").addObject().put("role", "assistant");
        call(answer, "c1", "budget_check");
        call(answer, "c2", "directory_find");
        result(request, "c2", "chen");
        result(request, "c1", "42");

        Question question = Question.of(request);

        assertThat(question.toolResults())
                .containsExactly(new ToolResult("directory_find", "chen"), new ToolResult("budget_check", "42"));
        assertThat(question.lastMessage()).isEqualTo("42");
    }

    @Test
    void takesTheTaskForTheLaneIfItIsTold() {
        Question question = Question.of(Requests.question("first"), new Asker("clerk", "t-7", "3"));

        assertThat(question.lane()).isEqualTo("t-7");
    }

    private static void call(ObjectNode answer, String id, String tool) {
        answer.withArray("tool_calls")
                .addObject()
                .put("id", id)
                .putObject("function")
                .put("name", tool);
    }

    private static void result(ObjectNode request, String call, String text) {
        request.withArray("messages")
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", call)
                .put("content", text);
    }
}
