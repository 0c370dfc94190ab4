package dev.wukongsim.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireNamesTests {

    private static final ToolExecutionRequest CALL = ToolExecutionRequest.builder()
            .id("c1")
            .name("chat.send")
            .arguments("{}")
            .build();

    @Test
    void translatesToolsAndHistoryForTheWireAndKeepsTheRest() {
        ChatRequest request = request("chat.send", "read_file");

        ChatRequest encoded = WireNames.of(request).encode(request);

        assertThat(encoded.toolSpecifications())
                .extracting(ToolSpecification::name)
                .containsExactly("chat_send", "read_file");
        assertThat(((AiMessage) encoded.messages().get(1))
                        .toolExecutionRequests()
                        .getFirst()
                        .name())
                .isEqualTo("chat_send");
        assertThat(((ToolExecutionResultMessage) encoded.messages().get(2)).toolName())
                .isEqualTo("chat_send");
        assertThat(encoded.modelName()).isEqualTo("qwen-plus");
        assertThat(encoded.maxOutputTokens()).isEqualTo(7);
    }

    @Test
    void translatesAnswersBackByWhatWasOffered() {
        WireNames names = WireNames.of(request("chat.send", "read_file"));
        AiMessage answer = AiMessage.from(
                CALL.toBuilder().name("chat_send").build(),
                CALL.toBuilder().name("read_file").build(),
                CALL.toBuilder().name("never_offered").build());

        assertThat(names.decode(answer).toolExecutionRequests())
                .extracting(ToolExecutionRequest::name)
                .containsExactly("chat.send", "read_file", "never_offered");
    }

    @Test
    void refusesNamesThatMeetOnTheWire() {
        assertThatThrownBy(() -> WireNames.of(request("chat.send", "chat_send")))
                .hasMessageContaining("have the same name on the wire, 'chat_send'");
    }

    private static ChatRequest request(String... tools) {
        return ChatRequest.builder()
                .messages(
                        UserMessage.from("hello"),
                        AiMessage.from(CALL),
                        ToolExecutionResultMessage.from("c1", "chat.send", "sent"))
                .modelName("qwen-plus")
                .maxOutputTokens(7)
                .toolSpecifications(List.of(tools).stream()
                        .map(name -> ToolSpecification.builder().name(name).build())
                        .toList())
                .build();
    }
}
