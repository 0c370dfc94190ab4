package dev.wukongsim.shell.render;

import java.util.OptionalDouble;

/** A line of cells that shows which part of a limit is used, held and free, with a mark for the time. */
final class Bar {

    /** The signs of a bar, in this order: used, held, free, mark, left end, right end. */
    private enum Signs {
        DRAWN("█", "▒", "░", "┃", "", ""),
        TYPED("#", "+", ".", "|", "[", "]");

        private final String used;
        private final String held;
        private final String free;
        private final String mark;
        private final String left;
        private final String right;

        Signs(String used, String held, String free, String mark, String left, String right) {
            this.used = used;
            this.held = held;
            this.free = free;
            this.mark = mark;
            this.left = left;
            this.right = right;
        }
    }

    private static final double HUNDRED = 100;

    private Bar() {}

    /**
     * A bar.
     *
     * @param used in percent; what is more than nothing shows at least one cell, what is less than all never fills the bar
     * @param held in percent
     * @param mark the part of the time that is over, in percent
     * @param width in columns, ends included
     * @param drawn with block characters, else with those of a typewriter
     */
    static String of(double used, double held, OptionalDouble mark, int width, boolean drawn) {
        Signs signs = drawn ? Signs.DRAWN : Signs.TYPED;
        int cells = width - signs.left.length() - signs.right.length();
        int usedCells = cells(used, cells);
        int heldCells = Math.min(cells(held, cells), cells - usedCells);
        int markCell = mark.isPresent() ? Math.min(cells - 1, (int) (mark.getAsDouble() / HUNDRED * cells)) : -1;
        StringBuilder bar = new StringBuilder(signs.left);
        for (int cell = 0; cell < cells; cell++) {
            if (cell == markCell) {
                bar.append(signs.mark);
            } else if (cell < usedCells) {
                bar.append(signs.used);
            } else {
                bar.append(cell < usedCells + heldCells ? signs.held : signs.free);
            }
        }
        return bar.append(signs.right).toString();
    }

    private static int cells(double percent, int cells) {
        if (percent <= 0) {
            return 0;
        }
        int most = percent < HUNDRED ? cells - 1 : cells;
        return Math.clamp(Math.round(percent / HUNDRED * cells), 1, most);
    }
}
