package dev.wukongsim.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.simulator.Requests;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestDiffTests {

    @Test
    void showsTheFirstDifferenceAndADiff() {
        CanonicalRequest recorded = CanonicalRequest.of(Requests.question("check\nEXP-7\nplease"));

        String diff = RequestDiff.of(recorded, CanonicalRequest.of(Requests.question("check\nEXP-8\nplease")));

        assertThat(diff).isEqualTo("""
                first difference at $.messages[0].content
                --- recorded
                +++ now
                @@ -1,7 +1,7 @@
                 messages[0].role: user
                 messages[0].content: check
                -EXP-7
                +EXP-8
                 please
                 tools: []""".replace("@@ -1,7 +1,7 @@", "@@ -2,5 +2,5 @@"));
    }

    @Test
    void namesTheSettingThatDiffers() {
        CanonicalRequest recorded = CanonicalRequest.of(Requests.question("a"));

        assertThat(RequestDiff.of(
                        recorded, CanonicalRequest.of(Requests.question("a").put("temperature", 1))))
                .startsWith("first difference at $.settings.temperature\n");
    }

    @Test
    void isAtMostFortyLinesLong() {
        CanonicalRequest recorded = CanonicalRequest.of(Requests.question(lines("a")));

        assertThat(RequestDiff.of(recorded, CanonicalRequest.of(Requests.question(lines("b")))))
                .hasLineCount(41)
                .endsWith(" more lines");
    }

    private static String lines(String text) {
        return IntStream.range(0, 200).mapToObj(i -> text + i).collect(Collectors.joining("\n"));
    }
}
