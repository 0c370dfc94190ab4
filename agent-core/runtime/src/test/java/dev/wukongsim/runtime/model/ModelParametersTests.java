package dev.wukongsim.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import org.junit.jupiter.api.Test;

class ModelParametersTests {

    private static final CallOrigin ORIGIN = new CallOrigin("clerk", "t-1", 3);
    private static final ModelParameters PARAMETERS = ModelParameters.builder()
            .modelName("qwen-plus")
            .maxOutputTokens(100)
            .toolSpecifications(ToolSpecification.builder().name("mail.send").build())
            .thinking(new ThinkingSetting.Budget(50))
            .origin(ORIGIN)
            .build();

    @Test
    void areStillThereAfterTheNamesOfToolsAndTheOutputWereChanged() {
        ChatRequest encoded = WireNames.of(request(PARAMETERS)).encode(request(PARAMETERS));
        ChatRequest bounded = encoded.toBuilder().maxOutputTokens(7).build();

        assertThat(ModelParameters.thinkingOf(bounded)).isEqualTo(new ThinkingSetting.Budget(50));
        assertThat(ModelParameters.originOf(bounded)).contains(ORIGIN);
        assertThat(bounded.maxOutputTokens()).isEqualTo(7);
        assertThat(bounded.toolSpecifications().getFirst().name()).isEqualTo("mail_send");
    }

    @Test
    void winOverTheDefaultsOfAModel() {
        ChatRequestParameters defaults = ChatRequestParameters.builder()
                .temperature(0.5)
                .modelName("other")
                .build();

        ChatRequest merged = request(defaults.overrideWith(PARAMETERS));

        assertThat(merged.temperature()).isEqualTo(0.5);
        assertThat(merged.modelName()).isEqualTo("qwen-plus");
        assertThat(ModelParameters.thinkingOf(merged)).isEqualTo(new ThinkingSetting.Budget(50));
    }

    @Test
    void sayNothingUnlessSomebodyDid() {
        ChatRequest plain =
                request(ChatRequestParameters.builder().modelName("m").build());

        assertThat(ModelParameters.thinkingOf(plain)).isEqualTo(new ThinkingSetting.Usual());
        assertThat(ModelParameters.originOf(plain)).isEmpty();
    }

    @Test
    void areEqualByAllThatTheySay() {
        ModelParameters other = PARAMETERS.overrideWith(
                ModelParameters.builder().thinking(new ThinkingSetting.Off()).build());

        assertThat(other).isNotEqualTo(PARAMETERS);
        assertThat(ModelParameters.originOf(request(other))).contains(ORIGIN);
        assertThat(PARAMETERS.overrideWith(ModelParameters.builder().build())).isEqualTo(PARAMETERS);
    }

    @Test
    void lessThinkingIsNoneOrAQuarterAndNothingWhereNothingWasSaid() {
        assertThat(new ThinkingSetting.On().less()).isEqualTo(new ThinkingSetting.Off());
        assertThat(new ThinkingSetting.Budget(1_001).less()).isEqualTo(new ThinkingSetting.Budget(251));
        assertThat(new ThinkingSetting.Usual().less()).isEqualTo(new ThinkingSetting.Usual());
    }

    private static ChatRequest request(ChatRequestParameters parameters) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .parameters(parameters)
                .build();
    }
}
