package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteredChatTests {

    @Test
    void answersUntilTheAccountIsUsedUpAndSaysWhatFreesIt() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            MeteredChat.main();
        } finally {
            System.setOut(console);
        }

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(lines.subList(0, lines.size() - 1)).containsOnly("Mount Tai, 1,533 metres.");
        assertThat(lines.getLast())
                .startsWith("Account 'team:docs' may use 120 tokens")
                .endsWith("top it up");
    }
}
