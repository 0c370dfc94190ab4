package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.qwen.wire.Timeouts;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void letsNoPartOfACallOutlastTheWhole() {
        Endpoint endpoint = new Endpoint(URI.create("http://localhost:1/v1"), "sk-x", Duration.ofSeconds(5));

        assertThat(endpoint.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }
}
