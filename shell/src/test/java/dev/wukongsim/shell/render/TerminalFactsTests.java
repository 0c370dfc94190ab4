package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalFactsTests {

    @Test
    void believesTheLauncher() {
        TerminalFacts facts = TerminalFacts.of(properties("02", "77"), Map.of(), true);

        assertThat(facts).isEqualTo(new TerminalFacts(true, false, true, true, 77));
        assertThat(facts.interactive()).isFalse();
    }

    @Test
    void asksTheJdkWithoutALauncher() {
        assertThat(TerminalFacts.of(new Properties(), Map.of(), true).interactive())
                .isTrue();
        assertThat(TerminalFacts.of(new Properties(), Map.of(), false))
                .isEqualTo(new TerminalFacts(false, false, false, true, 160));
    }

    @Test
    void showsNoColoursToWhoeverWantsNone() {
        assertThat(TerminalFacts.of(new Properties(), Map.of("NO_COLOR", "1"), true)
                        .colours())
                .isFalse();
        assertThat(TerminalFacts.of(new Properties(), Map.of("TERM", "dumb"), true)
                        .colours())
                .isFalse();
        assertThat(TerminalFacts.of(new Properties(), Map.of("NO_COLOR", ""), true)
                        .colours())
                .isTrue();
    }

    private static Properties properties(String streams, String columns) {
        Properties properties = new Properties();
        properties.setProperty(TerminalFacts.STREAMS, streams);
        properties.setProperty(TerminalFacts.COLUMNS, columns);
        return properties;
    }
}
