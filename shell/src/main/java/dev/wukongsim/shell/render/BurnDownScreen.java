package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.allowance.AccountName.Kind;
import dev.wukongsim.runtime.allowance.BurnDown;
import dev.wukongsim.runtime.allowance.Overview;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Shows a person how accounts burn down: a bar, the figures, the outlook. Fits any width of a terminal. */
public final class BurnDownScreen {

    private static final String MARGIN = "  ";
    private static final int WIDEST_BAR = 100;
    private static final int SMALL_BAR = 12;
    private static final int NARROW = 70;
    private static final int WARNED = 50;
    private static final int SHORT = 80;
    private static final int USED_UP = 100;

    private final Screen screen;
    private final boolean drawn;
    private final BurnDownWords words;

    /**
     * A screen.
     *
     * @param drawn whether it can show block characters
     * @param zone of the times it shows
     */
    public BurnDownScreen(Screen screen, boolean drawn, ZoneId zone) {
        this.screen = screen;
        this.drawn = drawn;
        this.words = new BurnDownWords(zone);
    }

    /** Show accounts, those of a kind together, and say what is not shown. */
    public void print(Overview overview) {
        for (Kind kind : Kind.values()) {
            List<BurnDown> ofKind = overview.shown().stream()
                    .filter(one -> one.name().kind() == kind)
                    .toList();
            if (!ofKind.isEmpty()) {
                line(kind.name().toLowerCase(Locale.ROOT), Row.STRONG);
                ofKind.forEach(kind == Kind.TASK || kind == Kind.AGENT ? this::printSmall : this::printLarge);
            }
        }
        printHidden(overview);
        if (!overview.shown().isEmpty()) {
            printLegend();
        }
    }

    private void printHidden(Overview overview) {
        List<String> hidden = new ArrayList<>();
        if (overview.hiddenTasks() > 0) {
            hidden.add(overview.hiddenTasks() + " of earlier tasks");
        }
        if (overview.hiddenPast() > 0) {
            hidden.add(overview.hiddenPast() + " of earlier months");
        }
        if (!hidden.isEmpty()) {
            facts(List.of("… and " + String.join(" and ", hidden), "'--all' shows them"), Row.DIM);
        }
    }

    /** Say what the signs mean and where the times are. */
    void printLegend() {
        String signs = drawn ? "█ spent  ▒ held  ░ free  ┃ now" : "# spent  + held  . free  | now";
        facts(List.of(signs + "  (times in " + words.zone() + ")"), Row.DIM);
    }

    /** Show one account with all there is to say in few lines. */
    void printLarge(BurnDown burnDown) {
        String used = BurnDownWords.used(burnDown);
        int width = Math.min(WIDEST_BAR, screen.columns() - MARGIN.length());
        String id = fitted(burnDown.account().id(), width - used.length() - 1);
        line(MARGIN + id + " ".repeat(width - width(id) - used.length()) + used, Row.PLAIN);
        line(MARGIN + bar(burnDown, width), style(burnDown));
        facts(BurnDownWords.figures(burnDown.account()), Row.PLAIN);
        facts(words.outlook(burnDown), Row.PLAIN);
        facts(words.alerts(burnDown), Row.ASKING);
    }

    /** Show an account on one line; on three where there is no room. */
    private void printSmall(BurnDown burnDown) {
        String bar = bar(burnDown, SMALL_BAR) + "  ";
        String text = "%s; %s of %s"
                .formatted(
                        BurnDownWords.used(burnDown),
                        burnDown.account().unit().number(burnDown.account().spent()),
                        burnDown.account().unit().text(burnDown.account().limit()));
        if (screen.columns() < NARROW) {
            shortened(burnDown.account().id());
            line(MARGIN + bar, style(burnDown));
            facts(List.of(text), Row.PLAIN);
            return;
        }
        int room = screen.columns() - MARGIN.length() - width(bar) - 1 - text.length();
        String id = fitted(burnDown.account().id(), Math.max(SMALL_BAR, room));
        screen.piece(MARGIN + id + " ", Row.PLAIN);
        screen.piece(bar, style(burnDown));
        line(text, Row.PLAIN);
    }

    private String bar(BurnDown burnDown, int width) {
        return Bar.of(burnDown.usedPercent(), burnDown.heldPercent(), burnDown.elapsedPercent(), width, drawn);
    }

    /** Facts on as few lines as the width allows; one is broken only if it is wider than a line. */
    void facts(List<String> facts, AttributedStyle style) {
        StringBuilder text = new StringBuilder();
        for (String fact : facts) {
            if (!text.isEmpty() && !fits(text + ", " + fact)) {
                flush(text.append(','), style);
            }
            text.append(text.isEmpty() ? "" : ", ");
            append(text, fact, style);
        }
        if (!text.isEmpty()) {
            flush(text, style);
        }
    }

    private void append(StringBuilder text, String fact, AttributedStyle style) {
        if (fits(text + fact)) {
            text.append(fact);
            return;
        }
        for (String word : fact.split(" ", -1)) {
            if (!text.isEmpty() && !fits(text + " " + word)) {
                flush(text, style);
            }
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
    }

    /** Whether there is room for a comma behind it. */
    private boolean fits(String text) {
        return MARGIN.length() + width(text) + 1 <= screen.columns();
    }

    private void flush(StringBuilder text, AttributedStyle style) {
        line(MARGIN + text, style);
        text.setLength(0);
    }

    /** One line, cut off with an ellipsis if it does not fit. */
    void shortened(String text) {
        line(MARGIN + fitted(text, screen.columns() - MARGIN.length()), Row.PLAIN);
    }

    void line(String text, AttributedStyle style) {
        screen.line(text, style);
    }

    private static AttributedStyle style(BurnDown burnDown) {
        double used = burnDown.usedPercent();
        if (used >= USED_UP) {
            return Row.BAD.bold();
        }
        if (used >= SHORT) {
            return Row.BAD;
        }
        return used >= WARNED ? Row.ASKING : Row.GOOD;
    }

    private static String fitted(String id, int columns) {
        return Screen.fitted(new AttributedString(Printable.text(id)), columns).toString();
    }

    private static int width(String text) {
        return new AttributedString(text).columnLength();
    }
}
