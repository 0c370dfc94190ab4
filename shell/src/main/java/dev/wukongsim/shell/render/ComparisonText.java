package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.agent.RunResult.ToolUse;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.testkit.transcript.Comparison;
import dev.wukongsim.testkit.transcript.Edit;
import dev.wukongsim.testkit.transcript.Parting;
import dev.wukongsim.testkit.transcript.RunGist;
import dev.wukongsim.testkit.transcript.Spending;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** How two runs differ, for people: {@code -} marks what only the left run has, {@code +} what only the right one has. */
public final class ComparisonText {

    /** Equal lines that are shown before and after a difference. */
    private static final int CONTEXT = 2;

    private final Screen screen;

    public ComparisonText(Screen screen) {
        this.screen = screen;
    }

    public void print(Comparison comparison) {
        if (comparison.equal()) {
            screen.line(equal(comparison.left(), comparison.right()), Row.PLAIN);
            return;
        }
        screen.whole(row(Edit.Side.LEFT, comparison.left().task()));
        screen.whole(row(Edit.Side.RIGHT, comparison.right().task()));
        comparison.aspects().forEach(aspect -> {
            screen.line(aspect.name(), Row.STRONG);
            printLines(aspect.lines());
        });
        printToolCalls(comparison.toolCalls());
        printSpending(comparison.left().spending(), comparison.right().spending());
        screen.line(comparison.parting().map(ComparisonText::heading).orElse("never part"), Row.STRONG);
        comparison
                .parting()
                .ifPresentOrElse(
                        parting -> printLines(parting.lines()),
                        () -> screen.whole(row(
                                Edit.Side.BOTH,
                                "the same was said and done in "
                                        + count(comparison.left().steps().size(), "step"))));
    }

    private static String equal(RunGist left, RunGist right) {
        return String.format(
                Locale.ROOT,
                "%s and %s are equal: %s, %s, %,d tokens, %s",
                left.task(),
                right.task(),
                count(left.steps().size(), "step"),
                count(left.toolCalls().size(), "tool call"),
                left.spending().usage().total(),
                left.stopReason());
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void printToolCalls(List<Edit<ToolUse>> calls) {
        screen.line("tool calls", Row.STRONG);
        long equal = calls.stream().filter(call -> !call.differs()).count();
        screen.whole(row(Edit.Side.BOTH, equal + " equal"));
        calls.stream()
                .filter(Edit::differs)
                .forEach(call -> screen.shortened(row(
                        call.side(),
                        "step %d: %s %s, %s"
                                .formatted(
                                        call.value().step(),
                                        call.value().name(),
                                        call.value().outcome(),
                                        call.value().args()))));
    }

    private void printSpending(Spending left, Spending right) {
        screen.line("spent", Row.STRONG);
        if (left.equals(right)) {
            screen.whole(row(
                    Edit.Side.BOTH, "the same: " + Figures.tokens(left.usage()) + ", " + Figures.cost(left.cost())));
            return;
        }
        Table table = new Table();
        figures(table, "input", left, right, Usage::input);
        figures(table, "cached", left, right, Usage::cachedInput);
        figures(table, "output", left, right, Usage::output);
        figures(table, "reasoning", left, right, Usage::reasoning);
        figures(table, "calls", left, right, Usage::calls);
        screen.print(table.row("", "", "cost", Figures.cost(left.cost()), Figures.cost(right.cost())));
    }

    private static void figures(Table table, String name, Spending left, Spending right, ToLongFunction<Usage> figure) {
        long before = figure.applyAsLong(left.usage());
        long after = figure.applyAsLong(right.usage());
        Object[] cells = {"", "", name, number("%,d", before), number("%,d", after), number("%+,d", after - before)};
        table.row(after == before ? Arrays.copyOf(cells, cells.length - 1) : cells);
    }

    private static String number(String pattern, long number) {
        return String.format(Locale.ROOT, pattern, number);
    }

    private static String heading(Parting parting) {
        if (parting.left().equals(parting.right())) {
            return "part at step " + parting.left().orElseThrow();
        }
        return "part where - " + place(parting.left()) + " and + " + place(parting.right());
    }

    private static String place(OptionalInt step) {
        return step.isPresent() ? "is at step " + step.getAsInt() : "has ended";
    }

    /** Differing lines with a few equal ones around them; of the rest it is told how many there are. */
    private void printLines(List<Edit<String>> lines) {
        int folded = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (!isNearADifference(lines, i)) {
                folded++;
                continue;
            }
            printFolded(folded);
            folded = 0;
            screen.whole(row(lines.get(i).side(), visible(lines.get(i).value())));
        }
        printFolded(folded);
    }

    /** An empty line is a difference, too. */
    private static String visible(String line) {
        return line.isEmpty() ? " " : line;
    }

    private void printFolded(int lines) {
        if (lines > 0) {
            screen.whole(row(Edit.Side.BOTH, "(" + count(lines, "equal line") + ")"));
        }
    }

    private static boolean isNearADifference(List<Edit<String>> lines, int index) {
        return IntStream.rangeClosed(Math.max(0, index - CONTEXT), Math.min(lines.size() - 1, index + CONTEXT))
                .anyMatch(i -> lines.get(i).differs());
    }

    private static Row row(Edit.Side side, String text) {
        return switch (side) {
            case BOTH -> new Row("", Row.DIM, text);
            case LEFT -> new Row("-", Row.BAD, text);
            case RIGHT -> new Row("+", Row.GOOD, text);
        };
    }
}
