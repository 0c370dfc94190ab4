package dev.wukongsim.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTests {

    @Test
    void laysOutObjectsAndKeepsTheDigitsOfNumbers() {
        assertThat(JsonText.pretty("{\"amount\":120.00,\"items\":[{\"id\":1}]}"))
                .isEqualTo("{\n  \"amount\": 120.00,\n  \"items\": [\n    {\n      \"id\": 1\n    }\n  ]\n}");
    }

    @Test
    void leavesEverythingElseAlone() {
        assertThat(JsonText.pretty("120.00")).isEqualTo("120.00");
        assertThat(JsonText.pretty("[1] is the first")).isEqualTo("[1] is the first");
        assertThat(JsonText.pretty("")).isEmpty();
    }
}
