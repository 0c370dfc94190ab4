package dev.wukongsim.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTests {

    private static final Redaction KNOWING = Redaction.of(List.of("p@ss/word+1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it is p@ss/word+1 here",
                "?k=p%40ss%2Fword%2B1",
                "basic cEBzcy93b3JkKzE=",
                "sk-0123456789abcdef",
                "LTAI5tAbCdEfGhIjKl",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
                "{\"api_key\": \"abcdef123\"}",
                "{\\\"password\\\":\\\"abcdef123\\\"}",
                "Authorization: Bearer abcdef123",
                "https://host/?access_token=abcdef123&x=1",
            })
    void findsASecret(String text) {
        String redacted = KNOWING.start().redact(text);

        assertThat(redacted).contains("⟦REDACTED:secret-1⟧");
        assertThat(KNOWING.leak(text)).isPresent();
        assertThat(KNOWING.leak(redacted)).isEmpty();
        assertThat(redacted).doesNotContain("abcdef123", "0123456789", "MIIE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The budget of 8,587.65 tokens: 4,000 are left",
                "sk-ip this",
                "sha256:0f0f0f0f0f0f0f0f",
                "EXP-2026-1107 差旅报销"
            })
    void leavesEverythingElseAlone(String text) {
        assertThat(KNOWING.start().redact(text)).isEqualTo(text);
    }

    @Test
    void saysWhereALeakIsAndNotWhatItIs() {
        assertThat(KNOWING.leak("a\nb p@ss/word+1")).contains("line 2 has a key that is in use");
        assertThat(KNOWING.leak("a\nb sk-0123456789abcdef"))
                .contains("line 2 has something like a key, of 19 characters");
    }

    @Test
    void refusesAKeyThatMayBePartOfAnything() {
        assertThatThrownBy(() -> Redaction.of(List.of("abc")))
                .hasMessage("A key to redact must have at least 6 characters, not 3");
    }
}
