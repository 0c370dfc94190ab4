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

        assertThat(question).isEqualTo(new Question("qwen-plus", 3, 1, "first", "second", "found"));
    }
}
