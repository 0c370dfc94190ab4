package dev.wukongsim.runtime.budget;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The parts of a limit at which an alert goes into the books, in percent. */
final class Threshold {

    private static final int[] PERCENTS = {50, 80, 100};

    private Threshold() {}

    /** The thresholds above the last alert that the account has reached, lowest first. */
    static IntStream reached(Account account, int lastAlert) {
        return Arrays.stream(PERCENTS).filter(percent -> lastAlert < percent && isReached(account, percent));
    }

    /** The highest threshold that the account has reached, or 0. */
    static int highest(Account account) {
        return reached(account, 0).max().orElse(0);
    }

    private static boolean isReached(Account account, int percent) {
        return account.spent() > 0 && account.spent() * 100 >= account.limit() * percent;
    }
}
