package dev.wukongsim.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.simulator.endpoint.HttpFront;
import dev.wukongsim.simulator.endpoint.Pace;
import dev.wukongsim.simulator.endpoint.PortInUseException;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mocked endpoint over HTTP, without any client of ours. */
class MockQwenIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void answersFromItsReplies() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            HttpResponse<String> response = chat(mock, Requests.question("6 × 7?"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(JSON.readTree(response.body())
                            .at("/choices/0/message/content")
                            .asText())
                    .isEqualTo("42");
            assertThat(mock.replies().unused()).isEmpty();
        }
    }

    @Test
    void sendsTheSameBytesInEveryRunWithTheSameSeedAndClock() throws Exception {
        ObjectNode request = Requests.streaming(Requests.offering(Requests.question("hi"), "directory_find"));

        List<String> one = conversation(42, request);
        List<String> other = conversation(42, request);

        assertThat(one).isEqualTo(other).doesNotHaveDuplicates();
        assertThat(conversation(43, request)).isNotEqualTo(one);
    }

    private List<String> conversation(long seed, ObjectNode request) throws Exception {
        Replies replies =
                Replies.of(Turn.call("directory.find", "{}").thinking("Who?").when(When.user("hi")));
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_771_944_590), ZoneOffset.UTC);
        try (MockQwen mock = MockQwen.builder(replies).seed(seed).clock(clock).start()) {
            return List.of(chat(mock, request).body(), chat(mock, request).body());
        }
    }

    @Test
    void sendsEachEventWhenItIsDue() throws Exception {
        List<Instant> dues = new ArrayList<>();
        Timer timer = new Timer() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public void waitUntil(Instant time) {
                dues.add(time);
            }
        };
        try (MockQwen mock = MockQwen.builder(Replies.of(Turn.say("42")))
                .pace(new Pace(Duration.ofMillis(200), 10))
                .timer(timer)
                .start()) {
            chat(mock, Requests.streaming(Requests.question("6 × 7?")));

            assertThat(dues).extracting(Instant::toEpochMilli).containsExactly(200L, 300L, 400L, 500L, 600L, 700L);
        }
    }

    @Test
    void listsTheModelsOfTheCatalogue() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            HttpResponse<String> response = get(mock, "/v1/models");

            assertThat(JSON.readTree(response.body()).path("data").findValuesAsText("id"))
                    .hasSize(108)
                    .contains("qwen-plus");
            assertThat(JSON.readTree(response.body()).path("data").findValues("created"))
                    .hasSize(108)
                    .allMatch(JsonNode::isIntegralNumber);
        }
    }

    @Test
    void answersUnderTheProvidersOwnPathToo() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            HttpResponse<String> response = post(
                    mock,
                    "/compatible-mode/v1/chat/completions",
                    Requests.question("hi").toString());

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void explainsWhyNoTurnMatches() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("a").when(When.user("leave"))), 1)) {
            HttpResponse<String> response = chat(mock, Requests.question("EXP-1"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(error(response, "code")).isEqualTo("mock_unmatched");
            assertThat(error(response, "message"))
                    .isEqualTo("No turn answers turn 1; the nearest is turns[0] of replies: it wants \"leave\" "
                            + "in the last user message, which is \"EXP-1\"");
        }
    }

    @Test
    void refusesToCallAToolThatIsNotOffered() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.call("chat.send", "{}")), 1)) {
            HttpResponse<String> response = chat(mock, Requests.question("hi"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(error(response, "code")).isEqualTo("mock_tool_not_offered");
        }
    }

    @Test
    void refusesBadRequestsAsTheProviderDoes() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            assertThat(error(chat(mock, Requests.question("hi").put("model", "qwen9")), "code"))
                    .isEqualTo("model_not_found");
            assertThat(error(post(mock, "/v1/chat/completions", "no json"), "code"))
                    .isEqualTo("invalid_parameter_error");
            assertThat(get(mock, "/v1/elsewhere").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesABodyThatIsTooLargeAndGoesOn() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            HttpResponse<String> refused = post(mock, "/v1/chat/completions", " ".repeat(HttpFront.LARGEST_BODY + 1));
            HttpResponse<String> answered = chat(mock, Requests.question("hi"));

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(error(refused, "code")).isEqualTo("request_too_large");
            assertThat(answered.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void letsInOnlyThoseWithTheKey() throws Exception {
        try (MockQwen mock = MockQwen.builder(Replies.of(Turn.say("42")))
                .requiredKey("sk-right")
                .start()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(mock.baseUrl() + "/chat/completions"))
                    .POST(BodyPublishers.ofString(Requests.question("hi").toString()));

            HttpResponse<String> without = http.send(request.copy().build(), BodyHandlers.ofString());
            HttpResponse<String> wrong = http.send(
                    request.copy().header("Authorization", "Bearer sk-wrong").build(), BodyHandlers.ofString());
            HttpResponse<String> right = http.send(
                    request.copy().header("Authorization", "Bearer sk-right").build(), BodyHandlers.ofString());

            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(error(without, "code")).isEqualTo("invalid_api_key");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(right.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void letsAStubWinOverTheReplies() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            mock.wireMock()
                    .stubFor(WireMock.post(urlPathEqualTo("/v1/chat/completions"))
                            .withRequestBody(matchingJsonPath("$.messages[-1].content", WireMock.containing("special")))
                            .willReturn(okJson("{\"stub\":true}")));

            assertThat(chat(mock, Requests.question("special")).body()).isEqualTo("{\"stub\":true}");
            assertThat(chat(mock, Requests.question("usual")).body()).contains("42");
        }
    }

    @Test
    void servesTheAdminApiAndKeepsAnsweringAfterAReset() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            chat(mock, Requests.question("first"));
            JsonNode seen = JSON.readTree(get(mock, "/__admin/requests").body());
            post(mock, "/__admin/reset", "");
            HttpResponse<String> response = chat(mock, Requests.question("second"));

            assertThat(seen.at("/meta/total").asInt()).isEqualTo(1);
            assertThat(seen.at("/requests/0/request/body").asText()).contains("first");
            assertThat(response.statusCode()).isEqualTo(200);
            mock.wireMock().verify(1, postRequestedFor(urlPathEqualTo("/v1/chat/completions")));
        }
    }

    @Test
    void rendersTemplatesInStubs() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            mock.wireMock()
                    .stubFor(WireMock.post("/echo")
                            .willReturn(aResponse()
                                    .withBody("{{jsonPath request.body '$.model'}}")
                                    .withTransformers("response-template")));

            assertThat(post(mock, "/echo", Requests.question("hi").toString()).body())
                    .isEqualTo("qwen-plus");
        }
    }

    @Test
    void recordsAnotherServerAsWireMockDoesAndPlaysItBack() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            try (MockQwen other = MockQwen.start(0, Replies.of(Turn.say("forty-two")), 1)) {
                mock.wireMock().startRecording("http://127.0.0.1:" + other.port());
                assertThat(chat(mock, Requests.question("hi")).body()).contains("forty-two");
                mock.wireMock().stopRecording();
            }

            assertThat(chat(mock, Requests.question("hi")).body()).contains("forty-two");
            assertThat(chat(mock, Requests.question("something else")).body()).contains("\"42\"");
        }
    }

    @Test
    void saysThatAPortIsTakenAndWhatToDo() {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            int port = mock.port();

            assertThatThrownBy(() -> MockQwen.start(port, Replies.of(Turn.say("42")), 1))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("Port " + port + " is in use; choose another one, or 0 for any that is free");
        }
    }

    private HttpResponse<String> chat(MockQwen mock, ObjectNode request) throws IOException, InterruptedException {
        return post(mock, "/v1/chat/completions", request.toString());
    }

    private HttpResponse<String> post(MockQwen mock, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(mock.baseUrl().resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(MockQwen mock, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(mock.baseUrl().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static String error(HttpResponse<String> response, String field) throws IOException {
        return JSON.readTree(response.body()).at("/error/" + field).asText();
    }
}
