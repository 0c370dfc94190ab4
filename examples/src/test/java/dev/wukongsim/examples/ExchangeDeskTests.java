package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExchangeDeskTests {

    @Test
    void printsTheAnswerAndWhatItCost() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ExchangeDesk.main();
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSize(2)
                .first()
                .isEqualTo("120 EUR are 996.00 CNY today.");
        assertThat(printed.toString(StandardCharsets.UTF_8)).containsPattern("\\d+ of 5000 tokens");
    }
}
