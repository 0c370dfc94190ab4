package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.qwen.wire.Timeouts;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void doesNotPrintItsKey() {
        Endpoint endpoint = new Endpoint(URI.create("http://localhost:1/v1"), "sk-secret", TIMEOUT);

        assertThat(endpoint.toString()).contains("http://localhost:1/v1").doesNotContain("secret");
    }

    @Test
    void takesABaseUrlWithASlashAtItsEnd() {
        Endpoint endpoint = new Endpoint(URI.create("http://localhost:1/v1/"), "sk-x", TIMEOUT);

        assertThat(endpoint.baseUrl()).isEqualTo(URI.create("http://localhost:1/v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://localhost/v1", "/v1", "http:///v1"})
    void refusesABaseUrlThatIsNoWebAddress(String url) {
        assertThatThrownBy(() -> new Endpoint(URI.create(url), "sk-x", TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + url + "' must be an http or https address");
    }

    @Test
    void refusesAnEmptyKeyAndNamesTheVariable() {
        assertThatThrownBy(() -> new Endpoint(URI.create("http://localhost:1/v1"), " ", TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DASHSCOPE_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://me:secret@localhost/v1", "http://localhost/v1?key=secret", "http://localhost/v1#secret"})
    void refusesABaseUrlThatHoldsASecretWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> new Endpoint(URI.create(url), "sk-x", TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user, query or fragment")
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-secret\n", "sk secret", "sk-sécret"})
    void refusesAKeyThatCannotBeSentWithoutRepeatingIt(String key) {
        assertThatThrownBy(() -> new Endpoint(URI.create("http://localhost:1/v1"), key, TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("copy it again")
                .message()
                .doesNotContain("secret")
                .doesNotContain("cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT2.999S", "PT121S", "PT3.5S", "PT-1S"})
    void refusesAWaitThatTheProviderDoesNotKnow(Duration wait) {
        Endpoint endpoint = new Endpoint(URI.create("http://localhost:1/v1"), "sk-x", TIMEOUT);

        assertThatThrownBy(() -> endpoint.queueing(wait))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is 0 s, or 3 to 120 whole seconds, not " + wait);
    }

    @Test
    void givesACallThatQueuesAsMuchMoreTime() {
        Endpoint endpoint = new Endpoint(URI.create("http://localhost:1/v1"), "sk-x", TIMEOUT);

        Timeouts longer = endpoint.queueing(Duration.ofSeconds(15)).callTimeouts();

        assertThat(longer.firstByte()).isEqualTo(Duration.ofSeconds(45));
        assertThat(longer.whole()).isEqualTo(Duration.ofSeconds(45));
        assertThat(longer.connect()).isEqualTo(Duration.ofSeconds(10));
        assertThat(endpoint.queueing(Duration.ZERO).callTimeouts()).isEqualTo(endpoint.timeouts());
    }

    @Test
    void waitsForAPlainAnswerToItsEnd() {
        Endpoint endpoint = new Endpoint(URI.create("http://localhost:1/v1"), "sk-x", Duration.ofMinutes(9));

        assertThat(endpoint.callTimeouts().firstByte()).isEqualTo(Duration.ofMinutes(3));
        assertThat(endpoint.streamed(false).callTimeouts().firstByte()).isEqualTo(Duration.ofMinutes(9));
    }

    @ParameterizedTest
    @CsvSource({
        "https://dashscope.aliyuncs.com/compatible-mode/v1, DASHSCOPE",
        "https://dashscope-intl.ALIYUNCS.com/compatible-mode/v1, DASHSCOPE",
        "http://localhost:11434/v1, OLLAMA",
        "http://localhost:8000/v1, PLAIN",
        "https://notaliyuncs.com/v1, PLAIN"
    })
    void guessesTheDialectByTheAddress(URI baseUrl, Dialect dialect) {
        assertThat(Dialect.of(baseUrl)).isEqualTo(dialect);
    }

    @Test
    void letsNoPartOfACallOutlastTheWhole() {
        Endpoint endpoint = new Endpoint(URI.create("http://localhost:1/v1"), "sk-x", Duration.ofSeconds(5));

        assertThat(endpoint.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }
}
