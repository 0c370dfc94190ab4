package dev.wukongsim.qwen;

import static dev.wukongsim.runtime.model.ModelException.Kind.BURST;
import static dev.wukongsim.runtime.model.ModelException.Kind.CONFIGURATION;
import static dev.wukongsim.runtime.model.ModelException.Kind.CONTEXT_OVERFLOW;
import static dev.wukongsim.runtime.model.ModelException.Kind.MODEL_UNAVAILABLE;
import static dev.wukongsim.runtime.model.ModelException.Kind.MONEY;
import static dev.wukongsim.runtime.model.ModelException.Kind.RATE;
import static dev.wukongsim.runtime.model.ModelException.Kind.SAFETY;
import static dev.wukongsim.runtime.model.ModelException.Kind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.wire.ErrorAnswer;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QwenErrorsTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String KEY = "sk-0123456789abcdef";

    private final QwenErrors errors =
            new QwenErrors(new Endpoint(URI.create("http://127.0.0.1:8080/v1"), KEY, Duration.ofSeconds(30)));

    static Stream<Arguments> answers() {
        String rate = "Requests rate limit exceeded, please try again later.";
        String burst =
                "Request rate increased too quickly. To ensure system stability, please adjust your client logic.";
        String quota = "Allocated quota exceeded, please increase your quota limit.";
        String inspected = "Input data may contain inappropriate content.";
        return Stream.of(
                wrong("parameter.enable_thinking must be set to false for non-streaming calls"),
                wrong("The incremental_output parameter must be \"true\" when enable_thinking is true"),
                wrong("Range of max_tokens should be [1, 8192]"),
                wrong("The thinking_budget parameter must be a positive integer and not greater than 38912"),
                wrong("This model only support stream mode, please enable the stream parameter."),
                wrong("Json mode response is not supported when enable_thinking is true"),
                wrong("'messages' must contain the word 'json' in some form"),
                wrong("Tool names are not allowed to be [search]"),
                wrong("tool_choice is one of the strings that should be [\"none\", \"auto\"]"),
                wrong("messages with role \"tool\" must be a response to a preceeding message with \"tool_calls\"."),
                wrong("[] is too short - 'messages'"),
                wrong("The tool call is not supported."),
                arguments(400, "InvalidParameter", "Model not exist.", MODEL_UNAVAILABLE),
                arguments(400, "InvalidParameter", "Range of input length should be [1, 129024]", CONTEXT_OVERFLOW),
                arguments(413, "", "Request entity too large", CONTEXT_OVERFLOW),
                arguments(
                        400,
                        "InvalidParameter.NotSupportEnableThinking",
                        "The model qwen-max does not support enable_thinking.",
                        CONFIGURATION),
                arguments(400, "Arrearage", "Access denied, please make sure your account is in good standing.", MONEY),
                arguments(400, "DataInspectionFailed", inspected, SAFETY),
                arguments(400, "data_inspection_failed", inspected, SAFETY),
                arguments(200, "data_inspection_failed", "Output data may contain inappropriate content.", SAFETY),
                arguments(401, "InvalidApiKey", "Invalid API-key provided.", CONFIGURATION),
                arguments(401, "invalid_api_key", "Incorrect API key provided. ", CONFIGURATION),
                arguments(403, "AccessDenied", "Access denied.", CONFIGURATION),
                arguments(403, "AccessDenied.Unpurchased", "Access to model denied.", MODEL_UNAVAILABLE),
                arguments(403, "Model.AccessDenied", "Model access denied.", MODEL_UNAVAILABLE),
                arguments(403, "Workspace.AccessDenied", "Workspace access denied.", CONFIGURATION),
                arguments(403, "AllocationQuota.FreeTierOnly", "The free tier of the model has been exhausted.", MONEY),
                arguments(404, "ModelNotFound", "Model can not be found.", MODEL_UNAVAILABLE),
                arguments(404, "model_not_found", "The model `qwen9` does not exist.", MODEL_UNAVAILABLE),
                arguments(429, "Throttling", rate, RATE),
                arguments(429, "Throttling.RateQuota", rate, RATE),
                arguments(429, "LimitRequests", "You exceeded your current requests list.", RATE),
                arguments(429, "limit_requests", "You exceeded your current requests list.", RATE),
                arguments(429, "Throttling.BurstRate", burst, BURST),
                arguments(429, "limit_burst_rate", burst, BURST),
                arguments(429, "Throttling.AllocationQuota", quota, RATE),
                arguments(
                        429,
                        "insufficient_quota",
                        "You exceeded your current quota, please check your plan and billing details.",
                        RATE),
                arguments(429, "insufficient_quota", "Free allocated quota exceeded.", MONEY),
                arguments(429, "insufficient_quota", "hour allocated quota exceeded.", MONEY),
                arguments(429, "insufficient_quota", "week allocated quota exceeded.", MONEY),
                arguments(429, "insufficient_quota", "month allocated quota exceeded.", MONEY),
                arguments(429, "insufficient_quota", "concurrency allocated quota exceeded.", RATE),
                arguments(429, "CommodityNotPurchased", "Commodity has not been purchased yet.", MONEY),
                arguments(429, "PrepaidBillOverdue", "The prepaid bill is overdue.", MONEY),
                arguments(429, "PostpaidBillOverdue", "The postpaid bill is overdue.", MONEY),
                arguments(
                        429,
                        "insufficient_quota",
                        "The budget configured in Budget Management has been exhausted. You will be unable to call.",
                        MONEY),
                arguments(500, "InternalError", "An internal error has occured.", TRANSIENT),
                arguments(500, "InternalError.Algo", "An internal error has occured during execution.", TRANSIENT),
                arguments(500, "InternalError.Timeout", "An internal timeout error has occured.", TRANSIENT),
                arguments(500, "RequestTimeOut", "Request timed out.", TRANSIENT),
                arguments(408, "RequestTimeOut", "Request timed out.", TRANSIENT),
                arguments(503, "ModelUnavailable", "Model is unavailable, please try again later.", TRANSIENT),
                arguments(
                        503, "ModelServingError", "Too many requests. Your requests are being throttled.", TRANSIENT));
    }

    private static Arguments wrong(String message) {
        return arguments(400, "InvalidParameter", message, CONFIGURATION);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void classifiesAnswersInTheCompatibleForm(int status, String code, String message, Kind kind) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", "None")
                .put("code", code);

        ModelException failure = errors.classify(answer(status, body.toString()));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(message.strip()).hasMessageContaining(String.valueOf(status));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void classifiesAnswersInTheNativeForm(int status, String code, String message, Kind kind) {
        String body = JSON.createObjectNode()
                .put("code", code)
                .put("message", message)
                .put("request_id", "4e9a")
                .toString();

        ModelException failure = errors.classify(answer(status, body));

        assertThat(failure.kind()).isEqualTo(kind);
    }

    @Test
    void classifiesAnswersThatAreNoJson() {
        ModelException failure = errors.classify(answer(502, "<html>Bad gateway</html>"));

        assertThat(failure.kind()).isEqualTo(TRANSIENT);
        assertThat(failure).hasMessageContaining("502").hasMessageContaining("Bad gateway");
    }

    static Stream<Arguments> errorsWithACode() {
        return answers().filter(row -> !row.get()[1].equals(""));
    }

    @ParameterizedTest
    @MethodSource("errorsWithACode")
    void classifiesTheSameErrorsInTheMiddleOfAStream(int status, String code, String message, Kind kind) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", message).put("code", code);

        ModelException failure = errors.classify(answer(200, body.toString()));

        assertThat(failure.kind()).isEqualTo(kind);
    }

    static Stream<Arguments> unknownErrors() {
        return Stream.of(
                arguments(302, CONFIGURATION),
                arguments(400, CONFIGURATION),
                arguments(402, MONEY),
                arguments(405, CONFIGURATION),
                arguments(408, TRANSIENT),
                arguments(409, TRANSIENT),
                arguments(418, CONFIGURATION),
                arguments(422, CONFIGURATION),
                arguments(425, TRANSIENT),
                arguments(429, RATE),
                arguments(500, TRANSIENT),
                arguments(504, TRANSIENT),
                arguments(529, TRANSIENT),
                arguments(200, TRANSIENT));
    }

    @ParameterizedTest
    @MethodSource("unknownErrors")
    void classifiesWhatItDoesNotKnowByTheStatus(int status, Kind kind) {
        ModelException failure = errors.classify(
                answer(status, "{\"error\":{\"message\":\"nobody knows\",\"type\":\"odd\",\"code\":\"odder\"}}"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining("odder: \"nobody knows\"");
    }

    static Stream<Arguments> errorsOfOtherServers() {
        return Stream.of(
                arguments(404, "{\"error\":\"model 'x' not found\"}", MODEL_UNAVAILABLE, "\"model 'x' not found\""),
                arguments(
                        404,
                        "{\"object\":\"error\",\"message\":\"The model `x` does not exist.\","
                                + "\"type\":\"NotFoundError\",\"param\":null,\"code\":404}",
                        MODEL_UNAVAILABLE,
                        "NotFoundError"),
                arguments(404, "{\"detail\":\"Not Found\"}", CONFIGURATION, "\"Not Found\""),
                arguments(422, "{\"detail\":[{\"msg\":\"field required\"}]}", CONFIGURATION, "field required"),
                arguments(
                        400,
                        "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens.\","
                                + "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
                        CONTEXT_OVERFLOW,
                        "BadRequestError"),
                arguments(
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size\","
                                + "\"type\":\"exceed_context_size_error\"}}",
                        CONTEXT_OVERFLOW,
                        "exceed_context_size_error"),
                arguments(429, "[{\"error\":{\"code\":429,\"message\":\"slow down\"}}]", RATE, "slow down"),
                arguments(500, "", TRANSIENT, "answers 500"));
    }

    @ParameterizedTest
    @MethodSource("errorsOfOtherServers")
    void readsErrorsOfOtherServers(int status, String body, Kind kind, String words) {
        ModelException failure = errors.classify(answer(status, body));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(words);
    }

    @Test
    void keepsHowLongTheEndpointWantsToBeLeftAlone() {
        ModelException failure = errors.classify(new ErrorAnswer(429, "{}", Duration.ofSeconds(7)));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(errors.classify(answer(429, "{}")).retryAfter()).isEmpty();
    }

    static Stream<String> echoesOfTheKey() {
        return Stream.of(
                "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\",\"code\":\"" + KEY + "\"}}",
                "Bearer " + KEY,
                "x".repeat(290) + KEY);
    }

    @ParameterizedTest
    @MethodSource("echoesOfTheKey")
    void doesNotRepeatTheKeyThatAnEndpointRepeats(String body) {
        ModelException failure = errors.classify(answer(401, body));

        assertThat(failure).message().doesNotContain("sk-01").contains("***");
    }

    @Test
    void saysWhichVariableHoldsTheKeyThatWasRefused() {
        ModelException failure = errors.classify(
                answer(401, "{\"error\":{\"message\":\"Incorrect API key provided. \",\"code\":\"invalid_api_key\"}}"));

        assertThat(failure)
                .hasMessage("Endpoint http://127.0.0.1:8080/v1 answers 401 invalid_api_key: "
                        + "\"Incorrect API key provided.\"; it refused the key; set DASHSCOPE_API_KEY");
    }

    @Test
    void asksWhetherAnEndpointIsRunningThatRefusesConnections() {
        ModelException failure = errors.classify(new CompletionException(new ConnectException()));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure)
                .hasMessage("Endpoint http://127.0.0.1:8080/v1 refuses connections; is the endpoint running?");
    }

    @Test
    void saysThatAHostIsUnknown() {
        ModelException failure = errors.classify(new ConnectException().initCause(new UnresolvedAddressException()));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("unknown host").hasMessageContaining("http://127.0.0.1:8080/v1");
    }

    static Stream<Arguments> failuresBeforeTheRequestLeaves() {
        return Stream.of(
                arguments(new HttpConnectTimeoutException("connect"), "no connection within PT10S"),
                arguments(new NoRouteToHostException(), "cannot be reached"),
                arguments(
                        new SSLHandshakeException("Remote host terminated the handshake").initCause(new EOFException()),
                        "broke off while the connection was secured"));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheRequestLeaves")
    void knowsThatNothingWasSent(Throwable cause, String words) {
        ModelException failure = errors.classify(new UncheckedIOException((IOException) cause));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining(words);
    }

    static Stream<Throwable> insecureConnections() {
        return Stream.of(
                new SSLHandshakeException("unable to find valid certification path")
                        .initCause(new CertificateException()),
                new SSLException("Unsupported or unrecognized SSL message"));
    }

    @ParameterizedTest
    @MethodSource("insecureConnections")
    void wantsAConnectionThatCanBeTrusted(Throwable cause) {
        ModelException failure = errors.classify(new UncheckedIOException((IOException) cause));

        assertThat(failure.kind()).isEqualTo(CONFIGURATION);
        assertThat(failure).hasMessageContaining("certificate");
    }

    static Stream<Arguments> networkFailures() {
        return Stream.of(
                arguments(new HttpTimeoutException("request timed out"), "did not answer in time"),
                arguments(new IOException("EOF reached while reading"), "cut the connection"),
                arguments(new IllegalStateException("odd"), "odd"));
    }

    @ParameterizedTest
    @MethodSource("networkFailures")
    void mayTryAgainAfterFailuresOfTheNetwork(Throwable cause, String words) {
        ModelException failure = errors.classify(new CompletionException(cause));

        assertThat(failure.kind()).isEqualTo(TRANSIENT);
        assertThat(failure).hasMessageContaining(words).hasMessageContaining("http://127.0.0.1:8080/v1");
    }

    @Test
    void blamesTheBaseUrlForAnswersThatAreNoChatCompletions() {
        ModelException failure =
                errors.classify(new RuntimeException(new JsonParseException(null, "Unexpected character")));

        assertThat(failure.kind()).isEqualTo(CONFIGURATION);
    }

    private static RuntimeException answer(int status, String body) {
        return new ErrorAnswer(status, body, null);
    }
}
