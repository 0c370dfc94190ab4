package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A transcript for people: every event in full, with the seconds since the task began. */
public final class TraceText {

    private final Screen screen;

    public TraceText(Screen screen) {
        this.screen = screen;
    }

    public void print(Transcript transcript) {
        Instant began = transcript.entries().stream()
                .map(Transcript.Entry::at)
                .findFirst()
                .orElse(Instant.EPOCH);
        for (Transcript.Entry entry : transcript.entries()) {
            if (entry.event() instanceof RunEvent.ModelAsked asked) {
                screen.shortened(new Row("", Row.STRONG, heading(asked, Duration.between(began, entry.at()))));
            }
            EventRows.of(entry.event()).forEach(screen::whole);
            if (entry.event() instanceof RunEvent.ModelReplied replied) {
                screen.whole(new Row("", Row.DIM, Figures.tokens(replied.usage())));
            }
        }
    }

    private static String heading(RunEvent.ModelAsked asked, Duration since) {
        String again = asked.attempt() == 1 ? "" : ", attempt " + asked.attempt();
        return String.format(
                Locale.ROOT,
                "step %d, %s%s, after %.1f s",
                asked.step(),
                asked.purpose().name().toLowerCase(Locale.ROOT),
                again,
                since.toMillis() / 1_000.0);
    }
}
