package dev.wukongsim.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordAndReplayIntegrationTests {

    private static final Turn FIND = Turn.call("directory.find", "{\"name\": \"王芳\"}")
            .andCall("directory.find", "{\"name\": \"李娜\"}")
            .thinking("Who are they?")
            .when(When.turn(1).and(When.user("Who")))
            .reporting(new Turn.UsageOverride(812L, 90L, 256L, null, 12L));

    @TempDir
    private Path folder;

    @Test
    void saysAgainWhatWasRecordedOverHttp() {
        Replies live = Replies.of(
                FIND,
                Turn.say("They work in sales.").when(When.toolResult("sales")),
                Turn.say("first").when(When.user("again")).times(1),
                Turn.say("second").when(When.user("again")));
        List<ModelReply> recorded = record(live);

        try (MockQwen mock = MockQwen.start(0, Replies.read(folder), 7)) {
            List<ModelReply> replayed = conversation(new QwenClient(endpoint(mock), new QwenTokenCounter()));

            assertThat(said(replayed)).isEqualTo(said(recorded));
            assertThat(replayed)
                    .extracting(ModelReply::usage)
                    .isEqualTo(recorded.stream().map(ModelReply::usage).toList());
            assertThat(mock.replies().unused()).isEmpty();
        }
    }

    @Test
    void showsTheDifferenceIfTheRequestHasMoved() {
        record(Replies.of(
                FIND,
                Turn.say("sales").when(When.toolResult("sales")),
                Turn.say("x").when(When.user("again"))));

        try (MockQwen mock = MockQwen.start(0, Replies.read(folder), 7)) {
            QwenClient client = new QwenClient(endpoint(mock), new QwenTokenCounter());

            assertThatThrownBy(() -> client.call(request(UserMessage.from("Who is 王方?")), TokenListener.NONE))
                    .isInstanceOf(ModelException.class);
            assertThat(mock.replies().misses())
                    .singleElement()
                    .asString()
                    .contains("the nearest is a.recording.yaml:4: it was recorded for another request")
                    .contains("first difference at $.messages[1].content")
                    .contains("-messages[1].content: Who is 王芳, and who is 李娜?")
                    .contains("+messages[1].content: Who is 王方?");
        }
    }

    private List<ModelReply> record(Replies live) {
        try (MockQwen mock = MockQwen.start(0, live, 1)) {
            Recorder recorder = new Recorder(
                    new QwenClient(endpoint(mock), new QwenTokenCounter()),
                    Redaction.of(List.of("sk-recording-key-1")));
            List<ModelReply> replies = conversation(recorder);
            recorder.save(folder.resolve("a.recording.yaml"), "the mocked Qwen");
            return replies;
        }
    }

    private static List<ModelReply> conversation(ModelClient model) {
        UserMessage question = UserMessage.from("Who is 王芳, and who is 李娜?");
        ModelReply first = model.call(request(question), TokenListener.NONE);
        AiMessage answer = first.message();
        ModelReply second = model.call(
                request(
                        question,
                        answer,
                        ToolExecutionResultMessage.from(
                                answer.toolExecutionRequests().get(0), "sales"),
                        ToolExecutionResultMessage.from(
                                answer.toolExecutionRequests().get(1), "sales, too")),
                TokenListener.NONE);
        ModelReply third = model.call(request(UserMessage.from("again")), TokenListener.NONE);
        ModelReply fourth = model.call(request(UserMessage.from("again")), TokenListener.NONE);
        return List.of(first, second, third, fourth);
    }

    private static ChatRequest request(ChatMessage... messages) {
        List<ChatMessage> all = new ArrayList<>(List.of(SystemMessage.from("You are a clerk.")));
        all.addAll(List.of(messages));
        return ChatRequest.builder()
                .messages(all)
                .modelName("qwen-plus")
                .temperature(0.1)
                .toolSpecifications(ToolSpecification.builder()
                        .name("directory.find")
                        .description("Finds people.")
                        .parameters(JsonObjectSchema.builder()
                                .addStringProperty("name")
                                .build())
                        .build())
                .build();
    }

    private static List<String> said(List<ModelReply> replies) {
        return replies.stream()
                .map(reply -> reply.message().thinking() + "|" + reply.message().text() + "|"
                        + reply.message().toolExecutionRequests().stream()
                                .map(call -> call.name() + call.arguments())
                                .toList()
                        + reply.finishReason())
                .toList();
    }

    private static Endpoint endpoint(MockQwen mock) {
        return new Endpoint(mock.baseUrl(), "sk-recording-key-1", Duration.ofSeconds(30));
    }
}
