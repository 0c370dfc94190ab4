package dev.wukongsim.shell.render;

import dev.wukongsim.testkit.suite.CaseResult;
import dev.wukongsim.testkit.suite.SuiteReport;
import java.util.Locale;

/** Cases of suites for people: one row each as it ends, what was not as expected, and the sum. */
public final class SuiteText {

    private final Screen screen;

    public SuiteText(Screen screen) {
        this.screen = screen;
    }

    public void print(CaseResult test) {
        screen.shortened(new Row(
                test.passed() ? "✓" : "✗",
                test.passed() ? Row.GOOD : Row.BAD,
                format(
                        "%s/%s (%,d tokens, %.1f s)",
                        test.suite(),
                        test.name(),
                        test.usage().total(),
                        test.duration().toMillis() / 1_000.0)));
        test.failures().forEach(failure -> screen.whole(new Row("", Row.PLAIN, failure)));
    }

    /** The sum. */
    public void print(SuiteReport report) {
        screen.shortened(new Row("", Row.STRONG, format("%d passed, %d failed", report.passed(), report.failed())));
    }

    public void printUnusedReplies(SuiteReport report) {
        report.unusedReplies()
                .forEach((file, turns) -> screen.whole(
                        new Row("!", Row.ASKING, "No case uses " + String.join(", ", turns) + " of " + file)));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
