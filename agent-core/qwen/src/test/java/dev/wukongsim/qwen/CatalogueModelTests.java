package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.qwen.Thinking.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueModelTests {

    private final Catalogue catalogue = Catalogue.bundled();

    @ParameterizedTest
    @CsvSource({
        "qwen-plus, OFF, false",
        "qwen3-max, OFF, false",
        "qwen3.5-plus, ON, false",
        "qwen3.7-max, ON, false",
        "qwen3-32b, ON, true",
        "qwen3-235b-a22b, ON, true",
        "qwen3-235b-a22b-instruct-2507, NEVER, false",
        "qwen3-235b-a22b-thinking-2507, ALWAYS, true",
        "qwq-plus, ALWAYS, true",
        "kimi-k2-thinking, ALWAYS, false",
        "MiniMax-M2.5, ALWAYS, false",
        "qwen-max, NEVER, false"
    })
    void thinksAsTheProviderSays(String model, Mode mode, boolean streamOnly) {
        assertThat(model(model).thinking()).isEqualTo(new Thinking(mode, streamOnly));
    }

    @Test
    void hasShortWindowsForRequestsAndTokens() {
        assertThat(model("qwen-plus").limit())
                .contains(new RateLimit(15_000, Duration.ofSeconds(30), 2_500_000, Duration.ofSeconds(30), false));
        assertThat(model("farui-plus").limit()).map(RateLimit::outputOnly).contains(true);
        assertThat(model("qwen3.6-27b").limit()).isEmpty();
    }

    @Test
    void cachesWhatItHasPricesFor() {
        assertThat(model("qwen-plus"))
                .returns(true, CatalogueModel::cachesImplicitly)
                .returns(true, CatalogueModel::cachesExplicitly);
        assertThat(model("qwen3.6-plus"))
                .returns(false, CatalogueModel::cachesImplicitly)
                .returns(true, CatalogueModel::cachesExplicitly);
        assertThat(model("qwen-max"))
                .returns(true, CatalogueModel::cachesImplicitly)
                .returns(false, CatalogueModel::cachesExplicitly);
    }

    @Test
    void callsToolsIfTheCatalogueSaysSo() {
        assertThat(model("qwen-plus").callsTools()).isTrue();
        assertThat(model("qwen-long").callsTools()).isFalse();
    }

    private CatalogueModel model(String name) {
        return catalogue.find(name).orElseThrow();
    }
}
